"""Which states tell of one and the same violation."""

from dataclasses import dataclass

from shared.domain.observations import StateKey


@dataclass(frozen=True, slots=True)
class ViolationKey:
    """A fault of a resource: what several rules, and regions, can report.

    `region` is empty for a resource that is in no region; `group` is what its rules have in common.
    """

    account: str
    region: str
    resource_type: str
    resource_id: str
    group: str


def violation_of(key: StateKey, group: str, *, is_global: bool) -> ViolationKey:
    """Return the violation that a state tells of."""
    region = "" if is_global else key.region
    return ViolationKey(key.account, region, key.resource_type, key.resource_id, group)
