"""Events are lost, and things are deleted without a word: one run, and the table equals the source.

The function runs with its own adapter of AWS Config, against AWS Config as the local AWS plays it.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from shared.domain.rollups import RollupKey
from shared.usecases.reconcile_task import MOST_TRIES
from tests.fakes.mortal import Died, Life
from tests.faults.organisation import ACCOUNTS, NEW, OLD, RULES, Organisation
from tests.faults.stream import Json
from tests.faults.watching import Watching, watching

COMPARED = (len(ACCOUNTS) - 1) * len(RULES) * (len(OLD) + len(NEW))


@pytest.fixture
def organisation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    with watching(monkeypatch, ACCOUNTS) as watched:
        made = Organisation(watched, random.Random(2026))
        made.begins()
        watched.clock.days = -10
        assert watched.invoke()["report"]["backfilled"] == len(made.story.events)
        assert not watched.store.notices
        watched.clock.days = 0
        made.events_are_lost()
        made.things_are_deleted(resources=40)
        yield made


def assert_equal(watched: Watching) -> None:
    """Compare the table with the source, and the rollups with a recount."""
    assert watched.open_states() == watched.source_states()
    recounted = Counter(
        RollupKey(key.account, key.region, key.rule_name, key.resource_type)
        for key in watched.open_states()
    )
    assert {k: c.total for k, c in watched.store.rollups.items() if c.total} == recounted


def test_one_run_makes_the_table_equal_the_source_and_counts_each_difference_by_its_cause(
    organisation: Organisation,
) -> None:
    watched, expected = organisation.watching, organisation.expected()
    assert watched.open_states() != watched.source_states()
    report = watched.invoke()["report"]
    assert_equal(watched)
    assert report["found"] == expected
    assert min(expected["missed_change"], expected["missed_first_result"]) > 0
    assert report["compared"] in range(COMPARED * 9 // 10, COMPARED + 1)
    assert report["missed"] == sum(expected.values()) - expected["account_gone"]
    assert report["miss_rate"] == round(100 * report["missed"] / report["compared"], 2)
    again = watched.invoke()["report"]
    assert set(again["found"].values()) == {0}
    assert (again["closed"], again["backfilled"], again["unknown"]) == (0, 0, [])


@pytest.mark.parametrize("seed", range(5 if "CHAOS" in os.environ else 1))
def test_a_run_whose_invocations_die_again_and_again_comes_to_the_same(
    organisation: Organisation, seed: int
) -> None:
    watched, expected = organisation.watching, organisation.expected()
    chance, deaths = random.Random(seed), 0
    answer: Json = {"finished": False}
    while not answer["finished"]:
        calls = chance.randrange(5, 400) if deaths < MOST_TRIES - 1 else 10_000
        try:
            answer = watched.invoke(Life(calls, after=calls % 2 == 0))
        except Died:
            deaths += 1
            watched.clock.days += 1 / 48  # until nobody has the run any more
    assert deaths
    assert_equal(watched)
    assert answer["report"]["found"] == expected
