"""What deciding where a violation goes needs to know beside the violation."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from shared.domain.account_units import KnownUnits, Units
from shared.domain.observations import ResourceKey

type Tags = Mapping[str, str]


class ResourceTags(Protocol):
    """The tags of resources."""

    def of(
        self, resources: Iterable[ResourceKey]
    ) -> Mapping[ResourceKey, Mapping[str, str] | None]:
        """Return the tags of each resource; None is unknown, also where it could not be asked.

        A region that is empty is that of a global resource.
        """
        ...


class OrganisationalUnits(Protocol):
    """The organisational units of accounts."""

    def of(self, accounts: Iterable[str]) -> Mapping[str, Units | None]:
        """Return the units of each account; None is unknown.

        Raises:
            StoreUnavailableError: they cannot be read now.

        """
        ...


class Organisation(Protocol):
    """The organisation as AWS Organizations knows it."""

    def accounts(self) -> Iterable[tuple[str, Units]]:
        """Yield every account of the organisation, and the units that it is in.

        Raises:
            SourceUnavailableError: it did not answer now.
            SourceRefusedError: it may not be asked; somebody has to mend that.

        """
        ...


class AccountUnits(Protocol):
    """What is kept of accounts and units. Every method may raise StoreUnavailableError."""

    def known(self) -> KnownUnits:
        """Return what is kept of every registered account."""
        ...

    def keep(self, account: str, units: Units) -> None:
        """Keep the units of a registered account; one that is not registered stays so."""
        ...

    def mark_looked_up(self, now: datetime) -> None:
        """Keep that the units of all accounts were looked up."""
        ...
