"""The organisation that is measured with is stored as the product would have stored it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from benchmarks.key_store.shelf import OWN, columns, row_of
from benchmarks.organisation import made, moulds, sums
from benchmarks.organisation.fleet import Fleet
from benchmarks.organisation.places import EVENTS, NOTIFICATIONS, STATES, Moulds, Writer
from benchmarks.organisation.story import heard
from shared.domain.rollups import total
from shared.domain.status import Status
from tests.builders.tables import TABLES

STATE_KEYS = {
    OWN: ("pk", "sk"),
    "by_rule": ("rule_pk", "rule_sk"),
    "by_resource": ("resource_pk", "resource_sk"),
    "open_violations": ("open_pk", "open_sk"),
}
EVENT_KEYS = {OWN: ("pk", "sk"), "by_rule": ("rule_pk", "sk"), "by_time": ("time_pk", "sk")}
SHAPE = {STATES: STATE_KEYS, EVENTS: EVENT_KEYS, NOTIFICATIONS: {OWN: ("pk", "sk")}}
FLEET = Fleet(1_000)


def without_digests(row: tuple[Any, ...]) -> list[Any]:
    """Return a row without digests and size: zeros at the end of a number take no space."""
    *keys, _, body = row
    return [re.sub(rb"[0-9a-f]{40}", b"-", v) if v else v for v in (*keys, body)]


def test_rows_made_in_moulds_are_those_of_the_products_functions_but_for_digests() -> None:
    place, ready = FLEET.places[0], Moulds(SHAPE)
    rows, _ = Writer(place, ready).write()
    expected: dict[str, list[Any]] = {STATES: [], EVENTS: [], NOTIFICATIONS: []}
    for each in heard(place, FLEET.rules):
        rule = FLEET.rules[each.rule]
        resource = moulds.resource(rule, place, each.resource)
        events = [
            made.evaluation(
                place.key, rule, resource,
                at=c.at, status=c.status, before=c.before, event_id=c.event_id,
            )
            for c in each.changes
        ]  # fmt: skip
        expected[STATES].append(made.state(events[0]))
        expected[EVENTS] += map(made.history, events)
        if events[0].status == Status.NON_COMPLIANT:
            expected[NOTIFICATIONS].append(made.told_alert(events[0]))
    for table, items in expected.items():
        names = columns(SHAPE[table])
        for row, item in zip(rows[table], items, strict=False):
            wanted = row_of(item, names)
            assert without_digests(row) == without_digests(wanted)
            assert row[-2] == pytest.approx(wanted[-2], abs=4)


def test_digests_are_different() -> None:
    rows, _ = Writer(FLEET.places[0], Moulds(SHAPE)).write()
    at = columns(EVENT_KEYS).index("sk")
    keys = [row[at] for row in rows[EVENTS]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("states", [1_000, 100_000, 1_000_000])
def test_it_has_as_many_states_as_are_asked_for_and_its_accounts_are_uneven(states: int) -> None:
    fleet = Fleet(states)
    assert sum(fleet.by_account.values()) == sum(fleet.by_rule.values()) == states
    largest, *_ = sorted(fleet.by_account.values(), reverse=True)
    assert largest > 1.5 * states / len(fleet.accounts)
    assert all(fleet.by_account.values())


def test_about_a_twelfth_does_not_comply_and_the_sums_are_those_of_the_states() -> None:
    ready = Moulds(SHAPE)
    contributed = [Writer(place, ready).write()[1] for place in FLEET.places]
    parts = sums.parts_of(contributed).values()
    counts = total(c for part in parts for c in part.by_account.values())
    assert counts == total(c for part in parts for c in part.by_rule_and_type.values())
    assert counts.total == FLEET.states
    assert 0.05 < counts.non_compliant / counts.total < 0.12
    assert counts.not_applicable > 0


def test_there_is_a_snapshot_of_each_of_ninety_days_with_an_item_for_all() -> None:
    contributed = [Writer(FLEET.places[0], Moulds(SHAPE)).write()[1]]
    days = list(sums.of_snapshots(contributed))
    assert len(days) == 90
    for day in days:
        [whole] = [item for item in day if item["sk"]["S"] == "all"]
        assert whole["pk"]["S"].endswith("#all")
        assert int(whole["total"]["N"]) == sum(c.total for c in contributed[0].counts.values())


def test_tables_are_named_and_kept_as_in_other_tests() -> None:
    assert made.TABLES == TABLES
    assert made.TABLES.retention == timedelta(days=90)
