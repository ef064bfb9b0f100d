"""What is measured of changes: one kind of change alone, and what is kept of a hundred of all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.metered.changes import BREAKS, EVENTS_OF_A_MIX, GOES, MENDS, MIX, NEW, RULES, Fleet
from benchmarks.metered.founding import APART, UNTIL_STEADY, check, figures, founded, happen, spread
from benchmarks.metered.outcomes import expect
from benchmarks.metered.product import NAMES, Product, product
from shared.domain.alert import AlertKind

OF_EACH_KIND = 20
KINDS = {
    "a first result that complies": NEW,
    "a violation begins": BREAKS,
    "a violation ends": MENDS,
    "a resource with four results is deleted": GOES,
}
# New resources with a violation and those without any, what breaks, what is mended, what goes.
A_HUNDRED = ((NEW, 8, 1), (NEW, 4, 0), *((kind, MIX[kind][0], 0) for kind in (BREAKS, MENDS, GOES)))
BEGUN, ENDED = 8 + MIX[BREAKS][0], MIX[MENDS][0]
A_MINUTE = timedelta(minutes=1)


def kinds() -> list[dict[str, Any]]:
    """Measure each kind of change, one in a batch and twenty in a batch."""
    return [_kind(what, kind, batch) for what, kind in KINDS.items() for batch in (1, 20)]


def _kind(what: str, kind: str, batch: int) -> dict[str, Any]:
    with product() as made:
        fleet = founded(made, OF_EACH_KIND, rules=1 if kind in (BREAKS, MENDS) else len(RULES))
        fleet.breaks_new = 0
        if kind == MENDS:
            spread(made, happen(made, fleet, BREAKS, OF_EACH_KIND), APART, 1)
            expect("violations that can end", _begun(made, fleet), OF_EACH_KIND)
        made.timeline.now += APART
        made.meter.bills.clear()
        heard = happen(made, fleet, kind, OF_EACH_KIND)
        spread(made, heard, APART, batch)
        if kind == BREAKS:
            _tell_the_rest(made, fleet)
        measured = figures(made.meter.bills)
        begun = OF_EACH_KIND if kind in (BREAKS, MENDS) else 0
        expect("violations that were told", _begun(made, fleet), begun)
        return {"what": what, "batch": batch, "changes": len(heard), **measured}


def _tell_the_rest(made: Product, fleet: Fleet) -> None:
    """Run the schedule until all is told: a channel takes ten messages a minute, and no more."""
    for _ in range(OF_EACH_KIND):
        if _begun(made, fleet) == OF_EACH_KIND:
            return
        made.wake_every_minute(made.timeline.now + A_MINUTE)
        made.timeline.run()


def _begun(made: Product, fleet: Fleet) -> int:
    return check(made, fleet)[AlertKind.OPENED]


def kept() -> dict[str, int]:
    """Measure what is kept of states, and of a hundred changes, of which each violation is told.

    The hundred are as in the mix of a day, one kind after the other. States are looked at when a
    seventh of them are violations.
    """
    with product() as made:
        fleet = founded(made, 20)
        before, found = _kept(made), {}
        for kind, times, fleet.breaks_new in A_HUNDRED:
            heard = happen(made, fleet, kind, times)
            made.wake_every_minute(made.timeline.now + APART * len(heard) + UNTIL_STEADY)
            spread(made, heard, APART, 1)
            told = check(made, fleet)
            if kind == BREAKS:
                expect("violations that were told", told[AlertKind.OPENED], BEGUN)
                found = made.stored_items() | made.stored_bytes()
            if kind == MENDS:
                expect("ends that were told", told[AlertKind.RESOLVED], ENDED)
        after = _kept(made)
        added = {name: after[name] - number for name, number in before.items()}
        expect("changes in history", added["history"], EVENTS_OF_A_MIX)
        return {
            "states": found["states"],
            "states_bytes": found["config-compliance"],
            **added,
        }


def _kept(made: Product) -> dict[str, int]:
    found = made.stored_bytes()
    history = made.stored_items()["history"]
    names = {"history_bytes": "events", "told_bytes": "notifications"}
    return {"history": history, **{name: found[table] for name, table in names.items()}}


def metrics(measured: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the custom metrics that any measurement saw, by function."""
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    for each in measured:
        for name, seen in each.pop("metrics").items():
            found[name] |= seen
    return {name: sorted(names) for name, names in found.items()}
