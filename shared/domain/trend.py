"""How things stood day by day: what was kept of each day, and nothing where nothing was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.domain.muted_counts import percentage_without
from shared.domain.rollups import Counts

LONGEST_DAYS = 90


class TrendOf(StrEnum):
    """What a trend is of."""

    ORGANISATION = "organisation"
    ACCOUNT = "account"
    RULE = "rule"
    RESOURCE_TYPE = "resource_type"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: all, or the account, rule (normalised) or resource type of that name.

    Of all, `accounts` limits what is counted to what whoever asks may see; None is no limit.
    """

    of: TrendOf = TrendOf.ORGANISATION
    name: str = ""
    accounts: tuple[str, ...] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether all accounts are counted together."""
        return self.of is TrendOf.ORGANISATION and self.accounts is None


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a row, the last one included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range(len(self)))

    def __len__(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A day, how things stood on it and how many violations were muted; None: it was not kept.

    `not_recorded` says in how many of the places that are counted the recorder was stopped.
    """

    day: date
    counts: Counts | None
    muted: int | None = None
    not_recorded: int | None = None

    @property
    def percentage_without_muted(self) -> float | None:
        """The score as if muted violations had not been there; None where it is not known."""
        return percentage_without(self.counts, self.muted) if self.counts else None

    @property
    def complete(self) -> bool | None:
        """Whether of no recorder it was known that it is stopped; None where that was not kept."""
        return None if self.not_recorded is None else not self.not_recorded


def trend_of(days: Days, kept: Mapping[date, DayCounts]) -> list[DayCounts]:
    """Return every day in order; nothing is carried on to a day of which nothing was kept."""
    return [kept.get(day) or DayCounts(day, None) for day in days]
