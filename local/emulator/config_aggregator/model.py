"""What AWS Config knows in all accounts and regions: the sources of every aggregator."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from local.emulator.config_aggregator.place import Place, Version

SUCCEEDED, FAILED, OUTDATED = "SUCCEEDED", "FAILED", "OUTDATED"
STATUSES = (SUCCEEDED, FAILED, OUTDATED)


@dataclass(slots=True)
class Source:
    """One region of an account, and how far an aggregator has come with it."""

    account: str
    region: str
    place: Place
    heard: Version | None = None
    status: str = SUCCEEDED
    last_update: datetime | None = None
    error: str | None = None
    _frozen: Place | None = field(default=None, repr=False)

    @property
    def shown(self) -> Place:
        """What an aggregator has of it: all, or what it had when it last succeeded."""
        return self._frozen or self.place

    @property
    def updated(self) -> datetime:
        """When an aggregator last had all of it; one that succeeds always has."""
        return self.last_update or datetime.now(UTC)

    def becomes(self, status: str, last_update: datetime | None, error: str | None) -> None:
        """Take a status; one that does not succeed keeps showing what it shows now."""
        if status == SUCCEEDED:
            self._frozen = None
        else:
            self._frozen = self._frozen or self.place.copy()
            last_update = last_update or datetime.now(UTC)
        self.status, self.last_update, self.error = status, last_update, error


class SourceModel:
    """The sources that exist."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, str], Source] = {}
        self._gone: dict[tuple[str, str], Version] = {}

    def place(self, account: str, region: str, version: Version) -> Place | None:
        """Return what is known of a place; None when all that was heard is from before its end."""
        gone = self._gone.get((account, region))
        if gone and version <= gone:
            return None
        source = self.source(account, region)
        source.heard = max(source.heard or version, version)
        return source.place

    def known(self, account: str, region: str) -> Place | None:
        """Return what is known of a place, or None when there is no such source."""
        source = self._sources.get((account, region))
        return source.place if source else None

    def source(self, account: str, region: str) -> Source:
        """Return a source, which exists from now on."""
        key = (account, region)
        if key not in self._sources:
            self._sources[key] = Source(account, region, Place(self._gone.get(key)))
        return self._sources[key]

    def sources(self) -> list[Source]:
        """Return all sources, by account and region."""
        return [source for _key, source in sorted(self._sources.items())]

    def delete_account(self, account: str) -> int:
        """Let an account be gone; what was heard of it before never comes back."""
        found = [source for source in self.sources() if source.account == account]
        for source in found:
            if source.heard:
                self._gone[account, source.region] = source.heard
        return self._drop(found)

    def forget(self, account: str) -> int:
        """Know nothing of an account, as if it had never been heard of."""
        self._gone = {key: ended for key, ended in self._gone.items() if key[0] != account}
        return self._drop([source for source in self.sources() if source.account == account])

    def _drop(self, sources: list[Source]) -> int:
        for source in sources:
            del self._sources[source.account, source.region]
        return sum(len(source.place.results_of(None)) for source in sources)
