"""States that AWS Config does not list: why that is, as far as it can be said."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from shared.domain.differences import Resource
from shared.domain.reconciliation import Cause

# The ids of recorded resources by type: a type of which there are none may not be recorded at all.
type Inventory = Mapping[str, frozenset[str]]


class Orphan(NamedTuple):
    """A stored state that is not listed; only those that are decided ever are."""

    rule: str
    resource: Resource
    is_decided: bool

    def cause(
        self, present: Collection[Resource], rules: Collection[str], inventory: Inventory
    ) -> Cause | None:
        """Return why it is over; None where nothing says that it is.

        `present` are the resources with a result of any rule, `rules` those with any result.
        """
        resource_type, resource_id = self.resource
        recorded = inventory.get(resource_type)
        absent = self.resource not in present
        if absent and recorded and resource_id not in recorded:
            return Cause.RESOURCE_GONE
        if not self.is_decided:
            return None
        if self.rule not in rules:
            return Cause.RULE_GONE
        return Cause.RESOURCE_GONE if absent and not recorded else Cause.RESULT_GONE
