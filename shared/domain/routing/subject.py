"""What is known of a violation when it is decided where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.observations import ResourceKey
from shared.domain.severity import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A violation; what is None is not known, which is not the same as nothing.

    `region` is empty for a global resource. `organisational_units` are all units that the account
    is in: of each its id and its path (`Workloads/Production`), or its name in the settings.
    """

    account: str
    rule_name: str
    severity: Severity
    region: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    organisational_units: tuple[str, ...] | None = None
    tags: Mapping[str, str] | None = None

    @property
    def resource(self) -> ResourceKey | None:
        """The resource, where all that names it is known."""
        if self.region is None or self.resource_type is None or self.resource_id is None:
            return None
        return ResourceKey(self.account, self.region, self.resource_type, self.resource_id)
