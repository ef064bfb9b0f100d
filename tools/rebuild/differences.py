"""One difference: in a row of a table, and whole."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from shared.domain.comparison import Difference, RollupDifference, SumDifference
from shared.domain.rollups import Counts
from shared.domain.state import Record
from shared.domain.times import write_time

NOTHING = "nothing"
# How a record is kept; a table tells of it only where nothing that people see differs.
INNER = frozenset({"began", "version", "exact", "bound", "trail"})
type Members = dict[str, Any]


def order(difference: Difference) -> tuple[str, ...]:
    """Return what differences are sorted by: their place, then what they are about."""
    return tuple(asdict(difference.key).values())


def kinds(differences: Iterable[Difference]) -> dict[str, int]:
    """Count states by how they differ, and rollups."""
    counted = {"different": 0, "not_stored": 0, "not_in_history": 0, "rollups": 0, "sums": 0}
    for difference in differences:
        counted[_kind(difference)] += 1
    return counted


def row(difference: Difference) -> tuple[str, str, str]:
    """Return what it is about, what is stored, and what history says: only what is not the same."""
    name = "\n".join(asdict(difference.key).values())
    if isinstance(difference, SumDifference):
        says = f"{_counted(difference.counted)}\n(contributed: {_counted(difference.contributed)})"
        return name, f"in the sums: {_counted(difference.summed)}", says
    if isinstance(difference, RollupDifference):
        says = f"{_counted(difference.of_history)}\n(its states: {_counted(difference.of_states)})"
        return name, _counted(difference.stored), says
    stored, rebuilt = _members(difference.stored), _members(difference.rebuilt)
    differing = [m for m in stored | rebuilt if stored.get(m) != rebuilt.get(m)]
    told = [m for m in differing if m not in INNER] or differing
    return name, _shown(stored, told), _shown(rebuilt, told)


def whole(difference: Difference) -> Members:
    """Return everything of a difference, for a program."""
    kind, key = _kind(difference), asdict(difference.key)
    if isinstance(difference, SumDifference):
        counts = ("summed", "contributed", "counted")
        return {"kind": kind, **key, **{n: getattr(difference, n)._asdict() for n in counts}}
    if isinstance(difference, RollupDifference):
        counts = ("stored", "of_states", "of_history")
        return {"kind": kind, **key, **{n: getattr(difference, n)._asdict() for n in counts}}
    stored, rebuilt = difference.stored, difference.rebuilt
    return {
        "kind": kind,
        **key,
        "stored": _members(stored) if stored else None,
        "of_history": _members(rebuilt) if rebuilt else None,
    }


def _kind(difference: Difference) -> str:
    if isinstance(difference, SumDifference):
        return "sums"
    if isinstance(difference, RollupDifference):
        return "rollups"
    if difference.stored is None:
        return "not_stored"
    return "not_in_history" if difference.rebuilt is None else "different"


def _members(record: Record | None) -> Members:
    if record is None:
        return {}
    return {
        "status": record.status or "closed",
        "closed_because": record.closed_because,
        "since": write_time(record.since),
        "last_evaluated": write_time(record.last_evaluated),
        "previous_status": record.previous_status,
        "annotation": record.annotation,
        "began": record.began.text,
        "version": record.version.text,
        "exact": record.exact,
        "bound": record.bound.text if record.bound else None,
        "trail": [version.text for version in record.trail],
    }


def _shown(members: Members, differing: Iterable[str]) -> str:
    if not members:
        return NOTHING
    return "\n".join(f"{name}: {members[name]}" for name in differing)


def _counted(counts: Counts) -> str:
    parts = (f"{number} {name}" for name, number in counts._asdict().items() if number)
    return ", ".join(parts) or NOTHING
