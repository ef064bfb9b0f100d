"""How often results change is counted where the sums are written anyway."""

import json
import zlib

import pytest

from shared.adapters.dynamodb_items import marshal
from shared.adapters.dynamodb_packed import read_part, read_rows
from shared.domain.change_counts import ChangeCounts
from shared.domain.contributions import CountsAre
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts
from shared.usecases.update_totals import update_totals
from tests.fakes.in_memory_totals import InMemoryTotals

HERE, THERE = (PlaceKey(account, "eu-central-1") for account in ("222222222222", "333333333333"))
RULE, TYPE = "restricted-ssh", "AWS::EC2::SecurityGroup"


def counted(*steps: Counts, place: PlaceKey = HERE, store: InMemoryTotals | None = None) -> int:
    store = store or InMemoryTotals()
    for counts in steps:
        for _ in range(2):  # each comes twice
            update_totals([CountsAre(place, RULE, TYPE, counts)], store, lambda _: None)
    return ChangeCounts.of(store.totals().changes).by_rule.get(RULE, 0)


@pytest.mark.parametrize(
    ("steps", "changes"),
    [
        ([Counts(3, 3)], 3),
        ([Counts(3, 3), Counts(3, 1, 2)], 5),
        ([Counts(3, 3), Counts(3, 1, 2), Counts(3, 3)], 7),
        ([Counts(1, 0, 0, 1), Counts(1, 0, 0, 0, 1), Counts(1)], 3),
        ([Counts(3, 3), Counts(1, 1), Counts()], 3),
    ],
    ids=["first results", "other results", "and back", "any status", "what is gone is no change"],
)
def test_what_comes_to_a_status_is_a_change_however_often_it_is_told(
    steps: list[Counts], changes: int
) -> None:
    assert counted(*steps) == changes


def test_changes_of_all_accounts_are_added_up_and_outlast_what_changed() -> None:
    store = InMemoryTotals()
    counted(Counts(2, 2), Counts(), store=store)
    assert counted(Counts(1, 1), place=THERE, store=store) == 3
    assert store.totals().by_place == {THERE: Counts(1, 1)}


def test_counting_takes_no_write_of_its_own() -> None:
    store = InMemoryTotals()
    counted(Counts(2, 2), Counts(2, 1, 1), store=store)
    assert store.writes == 2


def test_sums_from_before_changes_were_counted_can_be_read() -> None:
    packed = zlib.compress(json.dumps({"accounts": [], "rules": []}).encode())
    item = marshal(packed=packed, revision=4)
    assert read_part(item).changes == {}
    assert read_part(item).revision == 4
    assert read_rows(item).changes == []


def test_what_a_time_brought_is_the_difference_of_two_instants() -> None:
    before, after = ChangeCounts({"a": 2}, {"X": 2}), ChangeCounts({"a": 5, "b": 1}, {"X": 6})
    assert after.since(before) == ChangeCounts({"a": 3, "b": 1}, {"X": 4})
    assert after.since(after) == ChangeCounts()
