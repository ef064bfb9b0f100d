"""A run that is under way: how far it is and what it found, so that another can continue it."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.observations import PlaceKey
from shared.domain.reconciliation import HELD_BACK, Cause, ReconcileReport, UnknownSource
from shared.domain.survey import Survey
from shared.domain.tallies import Backfill, Tally

# A report names so many places that were left alone and counts the others: it is one item of a
# table, of at most 400 KB (DynamoDB developer guide, constraints).
MOST_NAMED = 100


@dataclass(slots=True, kw_only=True)
class Run:
    """A run; `position` is the last place done, `of` how many there are; `enrols` new accounts.

    `tries` counts invocations that continued the run from the same position. `pending` is what an
    attempt at a place has found: it is kept before it is sent, since what was sent and recorded is
    not found again.
    """

    run: str
    started: datetime
    accounts: tuple[str, ...] = ()
    confirmed: bool = False
    closes: bool = True
    enrols: bool = False
    position: PlaceKey | None = None
    done: int = 0
    of: int = 0
    tries: int = 0
    tally: Tally = field(default_factory=Tally)
    pending: tuple[PlaceKey, Tally] | None = None
    unknown: list[UnknownSource] = field(default_factory=list[UnknownSource])
    unknown_more: int = 0
    held_back: int = 0
    gone: str = ""  # the last account of which a place was closed
    backfill: Backfill | None = None

    def begin(self, place: PlaceKey) -> Tally:
        """Return what an earlier attempt at the place has found."""
        if self.pending and self.pending[0] != place:
            self._settle()
        return self.pending[1] if self.pending else Tally()

    def expect(self, place: PlaceKey, found: Tally) -> None:
        """Count what was found in a place and is about to be sent."""
        self.pending = place, found

    def advance(self, place: PlaceKey, tally: Tally | None = None) -> None:
        """Be done with a place; `tally` is all of it, where it was not left alone."""
        if tally is not None:
            self.tally += tally
            self.pending = None
        self.position, self.tries = place, 0
        self.done += 1

    def leave(self, unknown: UnknownSource) -> None:
        """Report a place that is left alone."""
        self.held_back += unknown.status == HELD_BACK
        if len(self.unknown) < MOST_NAMED:
            self.unknown.append(unknown)
        else:
            self.unknown_more += 1

    def add_backfill(self, survey: Survey, backfilled: int) -> None:
        """Add a place that was compared for the first time to the summary of its account."""
        place = survey.terms.place
        if self.backfill is None or self.backfill.account != place.account:
            self.backfill = Backfill(place.account)
        self.backfill.regions.append(place.region)
        self.backfill.by_status += survey.by_status
        self.backfill.violations += survey.violations
        self.backfill.backfilled += backfilled

    def report(self, finished: datetime) -> ReconcileReport:
        """Return what the run did, now that it is over."""
        self._settle()
        return ReconcileReport(
            run=self.run,
            started=self.started,
            finished=finished,
            places=self.tally.places,
            compared=self.tally.compared,
            found=dict.fromkeys((cause.value for cause in Cause), 0) | self.tally.found,
            backfilled=self.tally.backfilled,
            closed=self.tally.closed,
            postponed=self.tally.postponed,
            unknown=tuple(self.unknown),
            unknown_more=self.unknown_more,
            held_back=self.held_back,
            accounts=self.accounts,
        )

    def _settle(self) -> None:
        if self.pending:
            self.tally += self.pending[1]
            self.pending = None
