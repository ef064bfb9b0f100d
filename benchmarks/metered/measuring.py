"""What is measured: one kind of change alone, a stretch of a day, and nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.metered.bill import Bill
from benchmarks.metered.changes import BREAKS, EVENTS_OF_A_MIX, GOES, MENDS, MIX, NEW, RULES, Fleet
from benchmarks.metered.product import BEGINS, NAMES, NOTIFY, SERVICES, Product, product

A_DAY = timedelta(days=1)
# Low violations wait for others a quarter of an hour before they are told; their ends as well.
UNTIL_STEADY = timedelta(minutes=16)
APART = timedelta(minutes=3)
OF_EACH_KIND = 20
KINDS = {
    "a first result that complies": NEW,
    "a violation begins": BREAKS,
    "a violation ends": MENDS,
    "a resource with four results is deleted": GOES,
}


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


def kinds() -> list[dict[str, Any]]:
    """Measure each kind of change, one in a batch and twenty in a batch."""
    return [_kind(what, kind, batch) for what, kind in KINDS.items() for batch in (1, 20)]


def _kind(what: str, kind: str, batch: int) -> dict[str, Any]:
    with product() as made:
        fleet = _founded(made, OF_EACH_KIND, rules=1 if kind in (BREAKS, MENDS) else len(RULES))
        fleet.breaks_new = False
        before: list[str] = []
        if kind == MENDS:
            before = [body for _ in range(OF_EACH_KIND) for body in fleet.happen(BREAKS, BEGINS)]
        _spread(made, before, APART, 1)
        made.meter.bills.clear()
        at = made.timeline.now + APART
        heard = [body for _ in range(OF_EACH_KIND) for body in fleet.happen(kind, at)]
        _spread(made, heard, APART, batch)
        return {"what": what, "batch": batch, "changes": len(heard), **_figures(made.meter.bills)}


class _Stretch:
    """A stretch of a day that passes, and what is counted while it is measured."""

    def __init__(self, made: Product, measured: Day) -> None:
        self.made, self.fleet = made, _founded(made, measured.accounts)
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
        self.figures = _figures(self.made.meter.bills)
        self.messages = self.made.messages() - self.messages


def day(measured: Day) -> dict[str, Any]:
    """Measure a stretch of a day, once what is told later has become as much as what is new."""
    with product() as made:
        made.tells = measured.tells
        stretch = _Stretch(made, measured)
        stretch.pass_by()
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
    """Measure the runs of the schedule while nothing happens."""
    with product() as made:
        _founded(made, 5)
        made.meter.bills.clear()
        made.wake_every_minute(made.timeline.now + timedelta(minutes=minutes))
        made.timeline.run()
        return made.meter.bills[NOTIFY].figures()


def history() -> dict[str, Any]:
    """Measure what is stored of a change and of a state, with their index entries."""
    with product() as made:
        fleet = _founded(made, 20)
        _spread(made, [body for _ in range(40) for body in fleet.happen(BREAKS, BEGINS)], APART, 1)
        return made.stored_bytes() | made.stored_items()


def metrics(measured: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the custom metrics that any measurement saw, by function."""
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    for each in measured:
        for name, seen in each.pop("metrics").items():
            found[name] |= seen
    return {name: sorted(names) for name, names in found.items()}


def _founded(made: Product, accounts: int, rules: int = 4) -> Fleet:
    """Let accounts be known with some resources that comply, for long."""
    fleet = Fleet(accounts, rules)
    _spread(made, fleet.founded(made.timeline.now), timedelta(seconds=1), 20)
    made.timeline.now += A_DAY
    made.meter.bills.clear()
    return fleet


def _spread(made: Product, bodies: list[str], apart: timedelta, batch: int) -> None:
    begins = made.timeline.now
    for number, body in enumerate(bodies):
        made.timeline.at(begins + apart * (number // batch), partial(made.deliver, body))
    made.timeline.run()


def _figures(bills: dict[str, Bill]) -> dict[str, Any]:
    """Return what was charged so far, each function by itself."""
    now = {name: replace(bills[name]) for name in NAMES if name in bills}
    services = dict(zip(NAMES, SERVICES, strict=True))
    return {
        "functions": {name: bill.figures() for name, bill in now.items()},
        "metrics": {name: bill.metrics_of(services[name]) for name, bill in now.items()},
    }
