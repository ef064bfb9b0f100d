"""What the digest needs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from shared.domain.delivery import Message
from shared.domain.digest import Digest
from shared.domain.fallback import FallbackKey
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey, ResourceKey
from shared.domain.reconciliation import ReconcileReport
from shared.domain.reports import ReportName
from shared.domain.resolve_times import ResolveTimes
from shared.domain.rollups import Activity
from shared.domain.sending import Claim, Report
from shared.domain.silence_norm import SilenceNorm
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.state import Record


class DigestStore(Protocol):
    """Who was heard from, and how things stood. Every method may raise StoreUnavailableError."""

    def heard(self) -> Sequence[Heard]:
        """Return the registry: each place, when it was heard from and when it was reconciled."""
        ...

    def snapshot(self, day: date) -> Snapshot | None:
        """Return how things stood on a day, if that was kept, and all of it."""
        ...

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        """Keep how things stand for a day, instead of what was kept for it before."""
        ...


class DigestQueries(Protocol):
    """What is asked of some accounts alone; all raise StoreUnavailableError."""

    def activity(self, places: Iterable[PlaceKey], quarters: Window) -> Activity:
        """Return what happened in places in whole quarters of an hour."""
        ...

    def active(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[PlaceKey, Sequence[datetime]]:
        """Return the quarters of an hour in which something changed in places, for each place."""
        ...

    def resolve_times(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[datetime, ResolveTimes]:
        """Return how long violations of places lasted, by the quarter of an hour they ended in."""
        ...

    def oldest(self, accounts: Collection[str] | None, limit: int) -> Sequence[Record]:
        """Return the violations open for the longest, of some accounts or, with None, of all."""
        ...


class ChangedResources(Protocol):
    """How often each resource changed."""

    def changes(self, window: Window) -> Mapping[ResourceKey, int]:
        """Return how many results of each resource changed in a time, as AWS Config told of them.

        Raises:
            StoreUnavailableError: it cannot be read now.
            TooMuchToReadError: there were more than can be read at once.

        """
        ...


class SilenceNorms(Protocol):
    """For how long places may be silent that are; all raise StoreUnavailableError."""

    def remembered(self) -> Sequence[SilenceNorm]:
        """Return the norms of all places that were silent when a digest last looked."""
        ...

    def remember(self, norms: Iterable[SilenceNorm]) -> None:
        """Keep norms, instead of what was kept of their places before."""
        ...

    def forget(self, places: Iterable[PlaceKey]) -> None:
        """Keep those of places no longer: they have spoken, or are closed."""
        ...


class SentDigests(Protocol):
    """Which digests were sent, by their names; all raise StoreUnavailableError."""

    def was_sent(self, name: str) -> bool:
        """Return whether one was sent."""
        ...

    def claim(self, name: str, now: datetime, until: datetime) -> Claim:
        """Take one for whoever asks, until then, unless it was sent or somebody else has it."""
        ...

    def record_sent(self, name: str, now: datetime) -> None:
        """Keep that one was sent."""
        ...

    def release(self, name: str) -> None:
        """Let anybody take one that was claimed here."""
        ...


class ListedRules(Protocol):
    """Which unclassified rules a digest has listed; both raise StoreUnavailableError."""

    def listed(self) -> Mapping[str, str]:
        """Return each rule that was listed, with the name of the digest that did."""
        ...

    def record_listed(self, rules: Iterable[str], digest: str) -> None:
        """Keep that a digest, which has been sent, listed the rules."""
        ...


class FallbackCounts(Protocol):
    """What reached nobody but the fallback channel."""

    def told(self, window: Window) -> Mapping[FallbackKey, int]:
        """Return how many violations that were planned in a time had no route, by account and rule.

        Raises:
            StoreUnavailableError: it cannot be read now.

        """
        ...


class HeardRules(Protocol):
    """When rules were first heard of."""

    def all_first_heard(self) -> Mapping[str, datetime]:
        """Return when each rule (normalised) of which a violation was judged first gave a result.

        Rules that were there before such times were kept are left out.

        Raises:
            StoreUnavailableError: it cannot be read now.

        """
        ...


class ReportShelf(Protocol):
    """Where reports are kept for people to read."""

    def keep(self, name: ReportName, page: str, now: datetime) -> Report:
        """Keep a page and return where it can be read, by whoever has the address.

        Raises:
            StoreUnavailableError: it could not be kept, or no address be made for it.

        """
        ...


class ReconcileReports(Protocol):
    """What comparing with AWS Config came to."""

    def last(self) -> ReconcileReport | None:
        """Return the report of the last complete run, if one has finished. May raise as above."""
        ...

    def finished(self, during: Window) -> Sequence[ReconcileReport]:
        """Return the reports of all runs that finished in a time. May raise as above."""
        ...


class DigestWriter(Protocol):
    """Puts the digest into words and blocks."""

    def digest(self, digest: Digest, report: Report | None) -> Message:
        """Return the message; without a report it says that there is none."""
        ...


class ReportWriter(Protocol):
    """Draws the digest as a page."""

    def page(self, digest: Digest) -> str:
        """Return the page, complete in itself."""
        ...
