"""A stretch of a day with many changes, and of one in which nothing happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.metered.changes import EVENTS_OF_A_MIX, MIX
from benchmarks.metered.founding import A_DAY, UNTIL_STEADY, check, figures, founded
from benchmarks.metered.outcomes import expect
from benchmarks.metered.product import NOTIFY, NOTIFY_SERVICE, Product, product


@dataclass(frozen=True)
class Day:
    """A stretch of a day with so many changes; without telling, recording alone is measured."""

    changes: int
    accounts: int
    lasts: timedelta
    tells: bool = True


DAYS = (
    Day(500, 5, timedelta(hours=8)),
    Day(5_000, 50, timedelta(minutes=60)),
    Day(500_000, 100, timedelta(minutes=1), tells=False),
)


class _Stretch:
    """A stretch of a day that passes, and what is counted while it is measured."""

    def __init__(self, made: Product, measured: Day) -> None:
        self.made, self.fleet = made, founded(made, measured.accounts)
        begins = made.timeline.now = made.timeline.now + A_DAY
        steady = begins + (UNTIL_STEADY if measured.tells else timedelta(0))
        self._ends = steady + measured.lasts
        events = EVENTS_OF_A_MIX / sum(times for times, _ in MIX.values())
        self._pause = A_DAY / measured.changes * events
        self.changes = self.bytes = self.messages = 0
        self.figures: dict[str, Any] = {}
        made.timeline.at(steady, self._begin)
        made.timeline.at(begins, self._happen)
        made.timeline.at(self._ends, self._end)

    def pass_by(self) -> None:
        """Let it pass."""
        if self.made.tells:
            self.made.wake_every_minute(self._ends)
        self.made.timeline.run()
        check(self.made, self.fleet)

    def _happen(self) -> None:
        for body in self.fleet.happening(self.made.timeline.now):
            self.changes += 1
            self.bytes += len(body.encode())
            self.made.deliver(body)
        later = self.made.timeline.now + self._pause * self.fleet.chance.expovariate(1)
        if later < self._ends:
            self.made.timeline.at(later, self._happen)

    def _begin(self) -> None:
        self.made.meter.bills.clear()
        self.changes = self.bytes = 0
        self.messages = self.made.messages()

    def _end(self) -> None:
        self.figures = figures(self.made.meter.bills)
        self.messages = self.made.messages() - self.messages


def day(measured: Day) -> dict[str, Any]:
    """Measure a stretch of a day, once what is told later has become as much as what is new."""
    with product() as made:
        made.tells = measured.tells
        stretch = _Stretch(made, measured)
        stretch.pass_by()
        expect("whether Slack heard of it", bool(stretch.messages), measured.tells)
        return {
            "changes_a_day": measured.changes,
            "accounts": measured.accounts,
            "minutes": round(measured.lasts.total_seconds() / 60),
            "told": measured.tells,
            "changes": stretch.changes,
            "event_bytes": stretch.bytes,
            "messages": stretch.messages,
            **stretch.figures,
        }


def idle(minutes: int = 60) -> dict[str, Any]:
    """Measure the runs of the schedule while nothing happens, and which metrics have data then."""
    with product() as made:
        founded(made, 5)
        made.wake_every_minute(made.timeline.now + timedelta(minutes=minutes))
        made.timeline.run()
        expect("messages while nothing happens", made.messages(), 0)
        bill = made.meter.bills[NOTIFY]
        return bill.figures() | {"metrics": sorted(bill.metrics_of(NOTIFY_SERVICE))}
