"""What is found in a place: looked at again, counted, kept, and then sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.differences import Difference, Stored
from shared.domain.reconcile_run import Run
from shared.domain.state import Record
from shared.domain.survey import Survey
from shared.domain.tallies import Tally, tally_of
from shared.usecases.reconcile_desk import ReconcileDesk, while_there_is_time

# What is found is sent when there is so much of it, and not kept in memory.
SENT_AT_ONCE = 5_000


@dataclass(slots=True)
class Finds:
    """What an attempt at a place finds; `before` is what earlier attempts of the run found.

    Each number is kept before what it counts is sent: what was sent and recorded when an invocation
    ended is not found again by the next.
    """

    survey: Survey
    run: Run
    before: Tally
    until: datetime
    desk: ReconcileDesk
    tally: Tally = field(default_factory=Tally)
    waiting: list[Difference] = field(default_factory=list[Difference])

    @property
    def all(self) -> Tally:
        """What this attempt and those before it have found: much of it is the same."""
        return self.tally.at_least(self.before)

    def add(self, found: Iterable[Difference], *, at_once: bool = False) -> None:
        """Take what was found, and send it when it is much, unless it is counted `at_once`.

        Raises:
            OutOfTimeError: there is no time to look at all of it again.

        """
        for difference in while_there_is_time(self._confirmed(found), self.until, self.desk.clock):
            self.waiting.append(difference)
            if len(self.waiting) >= SENT_AT_ONCE and not at_once:
                self.send()

    def send(self) -> None:
        """Send what waits."""
        if not self.waiting:
            return
        self.tally += tally_of(self.waiting)
        self.run.expect(self.survey.terms.place, self.all)
        self.desk.runs.keep(self.run)
        self.desk.repairs.send(self.waiting)
        self.waiting = []

    def _confirmed(self, found: Iterable[Difference]) -> Iterator[Difference]:
        """Yield the differences that no event has made up for while the place was read.

        What was there before the watch is no loss of events, and sent as it is.
        """
        for difference in found:
            if difference.is_old_news or self._stored_now(difference) == self.survey.known(
                difference
            ):
                yield difference

    def _stored_now(self, difference: Difference) -> Stored | None:
        return next(map(stored_as, self.desk.stored.states_of(difference.scope)), None)


def stored_as(record: Record) -> Stored:
    """Return a record as far as it is compared."""
    return Stored(record.status, record.version, record.closed_because)
