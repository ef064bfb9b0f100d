"""What AWS Config charges for most: the rules and resource types that it evaluates and records.

AWS Config charges for each evaluation, whatever it finds, and for each configuration item, of which
a change of a result is one (AWS Config pricing). Evaluations that change nothing are told by no
event: how many there were is not known here, but each result was evaluated at least once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.domain.change_counts import ChangeCounts
from shared.domain.rollups import Counts
from shared.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule or a resource type: how many results it has, and how often they changed.

    `changes` is None where it is not known.
    """

    name: str
    results: int
    changes: int | None


@dataclass(frozen=True, slots=True)
class CostLens:
    """What causes most, at first; `counted` says from when to when changes were counted.

    It is None where they are not known.
    """

    rules: tuple[Cause, ...]
    resource_types: tuple[Cause, ...]
    counted: tuple[datetime, datetime] | None


def cost_lens(standing: Standing, days: int) -> CostLens:
    """Return what caused most since the snapshot of so many days before, as far as it is known."""
    now = standing.snapshot
    before = standing.before.get(days) if standing.of_the_day else None
    if now.changes is None or before is None or before.changes is None:
        return CostLens(_causes(now.by_rule, None), _causes(now.by_resource_type, None), None)
    new: ChangeCounts = now.changes.since(before.changes)
    return CostLens(
        _causes(now.by_rule, new.by_rule),
        _causes(now.by_resource_type, new.by_resource_type),
        (before.taken_at, now.taken_at),
    )


def _causes(groups: Mapping[str, Counts], changes: Mapping[str, int] | None) -> tuple[Cause, ...]:
    causes = [
        Cause(
            name,
            groups[name].total if name in groups else 0,
            None if changes is None else changes.get(name, 0),
        )
        for name in groups.keys() | (changes or {}).keys()
    ]
    present = [cause for cause in causes if cause.results or cause.changes]
    return tuple(sorted(present, key=lambda c: (-(c.changes or 0), -c.results, c.name)))
