"""What answering for violations, accounts, trends and timelines needs beside lists of states.

All raise StoreUnavailableError.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from shared.domain.observations import Grave, PlaceKey, StateKey, Version
from shared.domain.pages import Page, Position
from shared.domain.snapshots import Heard
from shared.domain.state import Record
from shared.domain.telling import Telling
from shared.domain.trend import DayCounts, Days, Subject
from shared.domain.violations import ViolationsQuestion


class ViolationQueries(Protocol):
    """Questions about open violations, by time."""

    def violations(
        self, question: ViolationsQuestion, limit: int, after: Position | None
    ) -> Page[Record]:
        """Return up to `limit` violations after a position; a page may be short, and go on."""
        ...


class Tellings(Protocol):
    """What people were told."""

    def of(self, violations: Iterable[StateKey]) -> Mapping[StateKey, Telling]:
        """Return who is told that each of these open violations began, the last time it did."""
        ...


class EndQueries(Protocol):
    """What is known of states beyond their lists: those that are closed, and what ended."""

    def records(self, wanted: Iterable[StateKey]) -> Sequence[Record]:
        """Return what is kept of states, closed ones too."""
        ...

    def ends(self, graves: Iterable[Grave]) -> Mapping[Grave, Version]:
        """Return when each ended at last, of those that ever did."""
        ...


class SnapshotQueries(Protocol):
    """How things stood on the days before."""

    def daily(self, subject: Subject, days: Days) -> Mapping[date, DayCounts]:
        """Return how things stood on the days of which that was kept.

        How many violations were muted is kept of all accounts together alone. Of a rule or a type
        `not_recorded` is that of all accounts.
        """
        ...


class RegistryQueries(Protocol):
    """Who is known."""

    def heard(
        self, accounts: tuple[str, ...] | None, limit: int, after: str
    ) -> Mapping[str, Sequence[Heard]]:
        """Return the places of the next accounts after one, by account and in order.

        There are fewer than `limit` accounts only if there are no more; `accounts` are those that
        are asked for, None being all.
        """
        ...

    def not_recorded(
        self, accounts: tuple[str, ...] | None, region: str | None
    ) -> Sequence[PlaceKey]:
        """Return the places whose recorder is stopped, of what is asked for; None is all."""
        ...
