"""Where results come from, what is known of each place, and what should be watched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.domain.observations import PlaceKey

# What an aggregator says of a source whose copy is all there (AWS Config API reference,
# AggregatedSourceStatus); FAILED and OUTDATED are the others.
SUCCEEDED = "SUCCEEDED"


@dataclass(frozen=True, slots=True)
class Source:
    """A place as the aggregator has it; `updated` is when it last had all of it."""

    place: PlaceKey
    status: str
    updated: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What the aggregator has; `lists_all` is False where it may not know all accounts."""

    listed: tuple[Source, ...]
    lists_all: bool = True


@dataclass(frozen=True, slots=True)
class Registered:
    """A place that something is stored of; `first_run` was the first to compare it to its end.

    `first_heard` is when it first spoke; None where it never did.
    """

    place: PlaceKey
    first_run: str | None = None
    first_reconciled: datetime | None = None
    first_heard: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should be watched: accounts (none listed: all of the organisation) and regions.

    `only` are the accounts that a run is limited to; they are compared whether listed or not.
    """

    accounts: tuple[str, ...]
    regions: tuple[str, ...]
    organisation: bool
    only: tuple[str, ...] = ()

    def covers(self, account: str) -> bool:
        """Return whether the account should be watched, as far as settings say."""
        return self.organisation or account in (self.only or self.accounts)

    def places(self) -> Iterator[PlaceKey]:
        """Yield the places that are named."""
        for account in self.accounts:
            yield from (PlaceKey(account, region) for region in self.regions)
