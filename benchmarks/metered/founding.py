"""What measurements begin with: accounts that are known, and things that happen in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.metered.changes import Fleet
from benchmarks.metered.outcomes import check_recorded, stored, told
from benchmarks.metered.product import NAMES, SERVICES, Product
from tests.builders.tables import TABLES, everything

if TYPE_CHECKING:
    from collections import Counter

    from benchmarks.metered.bill import Bill

A_DAY = timedelta(days=1)
# Low violations wait for others a quarter of an hour before they are told; their ends as well.
UNTIL_STEADY = timedelta(minutes=16)
APART = timedelta(minutes=3)


def founded(made: Product, accounts: int, rules: int = 4) -> Fleet:
    """Let accounts be known with some resources that comply, since a day."""
    fleet = Fleet(accounts, rules)
    spread(made, fleet.founded(made.timeline.now), timedelta(seconds=1), 20)
    made.timeline.now += A_DAY
    check(made, fleet)
    made.meter.bills.clear()
    return fleet


def happen(made: Product, fleet: Fleet, kind: str, times: int) -> list[str]:
    """Let something happen so often now, and return its events, which nobody has delivered.

    A result counts only if it is recorded later than what is stored: now, and not when all began.
    """
    return [body for _ in range(times) for body in fleet.happen(kind, made.timeline.now)]


def spread(made: Product, bodies: list[str], apart: timedelta, batch: int) -> None:
    """Deliver events from now on, so many at a time, and let pass what comes of them."""
    begins = made.timeline.now
    for number, body in enumerate(bodies):
        made.timeline.at(begins + apart * (number // batch), partial(made.deliver, body))
    made.timeline.run()


def check(made: Product, fleet: Fleet) -> Counter[str]:
    """Compare the record with the fleet; return how many alerts were told, by kind.

    Raises:
        NotDoneError: something that was delivered is not recorded.

    """
    check_recorded(fleet, stored(everything(made.client, TABLES.config_compliance)))
    return told(everything(made.client, TABLES.notifications))


def figures(bills: dict[str, Bill]) -> dict[str, Any]:
    """Return what was charged so far, each function by itself."""
    now = {name: replace(bills[name]) for name in NAMES if name in bills}
    services = dict(zip(NAMES, SERVICES, strict=True))
    return {
        "functions": {name: bill.figures() for name, bill in now.items()},
        "metrics": {name: bill.metrics_of(services[name]) for name, bill in now.items()},
    }
