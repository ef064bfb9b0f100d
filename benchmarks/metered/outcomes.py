"""Whether what happened was also done: what came to nothing is not measured as if it had."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_items import read_record
from shared.adapters.notification_keys import ALERTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.metered.changes import Fleet
    from benchmarks.metered.charges import Item

# Account, resource and rule of a result.
type Judged = tuple[str, str, str]


class NotDoneError(Exception):
    """What was delivered had not the effect that is measured; the figures would be of less."""


def stored(items: Iterable[Item]) -> dict[Judged, str]:
    """Return the status of each state that is not closed."""
    records = [read_record(item) for item in items if item["sk"]["S"].startswith("S#")]
    return {
        (record.key.account, record.key.resource_id, record.key.rule_name): record.status
        for record in records
        if record.status is not None
    }


def true_of(fleet: Fleet) -> dict[Judged, str]:
    """Return the status that each rule last gave each resource that is still there."""
    return {
        (resource.account, resource.name, rule): result.status
        for resource, results in fleet.judged.items()
        for rule, result in results.items()
    }


def check_recorded(fleet: Fleet, states: Mapping[Judged, str]) -> None:
    """Compare what is stored with what the rules said last.

    Raises:
        NotDoneError: they differ, such as where an event was stale for the record.

    """
    differing = dict(set(true_of(fleet).items()) ^ set(states.items()))
    if differing:
        some = dict(list(differing.items())[:3])
        raise NotDoneError(f"{len(differing)} results are not stored as they are: {some}")


def told(items: Iterable[Item]) -> Counter[str]:
    """Return how many alerts were told, by what they tell (`AlertKind`)."""
    alerts = [item["sk"]["S"] for item in items if "told_at" in item]
    return Counter(name.split("#")[3] for name in alerts if name.startswith(ALERTS))


def expect(what: str, found: int, wanted: int) -> None:
    """Compare a count with what it has to be.

    Raises:
        NotDoneError: it is another.

    """
    if found != wanted:
        raise NotDoneError(f"{what}: {found}, and not {wanted}")
