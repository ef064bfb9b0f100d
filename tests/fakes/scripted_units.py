"""An organisation, what is kept of it, and tags of resources, as a test says they are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from shared.domain.account_units import KnownUnits, Units
from shared.domain.observations import ResourceKey


class ScriptedOrganisation:
    """Has the accounts that it is told; each may take time or fail."""

    def __init__(self, **accounts: Units) -> None:
        self.tree = dict(accounts)
        self.failure: Exception | None = None
        self.walks = 0

    def accounts(self) -> Iterator[tuple[str, Units]]:
        self.walks += 1
        yield from self.tree.items()
        if self.failure:
            raise self.failure


class InMemoryAccountUnits:
    """Implements AccountUnits and OrganisationalUnits."""

    def __init__(self, *accounts: str) -> None:
        self.by_account: dict[str, Units | None] = dict.fromkeys(accounts)
        self.looked_up: datetime | None = None
        self.asked: list[str] = []

    def known(self) -> KnownUnits:
        return KnownUnits(dict(self.by_account), self.looked_up)

    def keep(self, account: str, units: Units) -> None:
        if account in self.by_account:
            self.by_account[account] = units

    def mark_looked_up(self, now: datetime) -> None:
        self.looked_up = now

    def of(self, accounts: Iterable[str]) -> Mapping[str, Units | None]:
        asked = sorted(accounts)
        self.asked += asked
        return {account: self.by_account.get(account) for account in asked}


class ScriptedTags:
    """Knows the tags that it is told, and keeps what it was asked."""

    def __init__(self, tags: Mapping[ResourceKey, Mapping[str, str]] | None = None) -> None:
        self.tags = dict(tags or {})
        self.asked: list[ResourceKey] = []

    def of(
        self, resources: Iterable[ResourceKey]
    ) -> Mapping[ResourceKey, Mapping[str, str] | None]:
        asked = list(resources)
        self.asked += asked
        return {resource: self.tags.get(resource) for resource in asked}
