"""What history says that the states of a place are, folded anew from the beginning."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import assert_never

from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.history import Closes, HistoryItem
from shared.domain.observations import (
    Evaluation,
    PlaceKey,
    ResourceKey,
    RuleKey,
    Scope,
    StateKey,
    Version,
)
from shared.domain.state import Closing, Record, insert

type _Ends = Mapping[Scope, list[tuple[Version, str]]]


def fold(history: Iterable[HistoryItem], known: Iterable[StateKey]) -> dict[StateKey, Record]:
    """Return the record of each state that history speaks of, by a result or by an end.

    An end speaks of states by their resource, rule or place: of those that have a result in the
    history, and of those that are `known` otherwise.
    """
    results: dict[StateKey, list[Evaluation]] = {key: [] for key in known}
    ends: defaultdict[Scope, list[tuple[Version, str]]] = defaultdict(list)
    for item in history:
        if item.closes is not None:
            scope, reason = end_of(item, item.closes)
            ends[scope].append((item.version, reason))
        elif item.status is not None:
            results.setdefault(key_of(item), []).append(_result(item, item.status))
    records = {key: _record(key, of_key, ends) for key, of_key in results.items()}
    return {key: record for key, record in records.items() if record is not None}


def _record(key: StateKey, results: Iterable[Evaluation], ends: _Ends) -> Record | None:
    heard: list[Evaluation | Closing] = [
        Closing(key, version, reason)
        for scope in (key, *key.graves)
        for version, reason in ends.get(scope, ())
    ]
    heard += results
    record: Record | None = None
    for one in sorted(heard, key=lambda one: one.version):
        record = insert(record, one)
    return record


def key_of(item: HistoryItem) -> StateKey:
    """Return the state that an item names; parts that it does not name are empty."""
    origin, names = item.origin, (item.rule_name, item.resource_type, item.resource_id)
    rule, of_type, resource = (name or "" for name in names)
    return StateKey(origin.account, origin.region, rule, of_type, resource)


def _result(item: HistoryItem, status: str) -> Evaluation:
    return Evaluation(
        item.origin, key_of(item), item.version, status, item.previous_status, item.annotation
    )


def end_of(item: HistoryItem, closes: Closes) -> tuple[Scope, str]:
    """Return what has ended, and why."""
    key = key_of(item)
    match closes:
        case Closes.STATE:
            return key, item.annotation or ""
        case Closes.RESOURCE:
            return ResourceKey(key.account, key.region, key.resource_type, key.resource_id), DELETED
        case Closes.RULE:
            return RuleKey(key.account, key.region, key.rule_name), RULE_DELETED
        case Closes.PLACE:
            return PlaceKey(key.account, key.region), item.annotation or ""
        case never:
            assert_never(never)
