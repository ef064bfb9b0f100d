"""The record is exact whatever breaks: order, repetition, crashes, conflicts, outages."""

import os
import random

import pytest

from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.faults.breaking import Fault, Faults, broken
from tests.faults.delivering import Queue, recording
from tests.faults.stored import Stored, rollups_of, states_of
from tests.faults.stream import Story, invent

ACCOUNTS = ("222222222222", "333333333333")
LONG = "CHAOS" in os.environ


def a_story(events: int, keys: int, seed: int = 2026) -> Story:
    return invent(random.Random(seed), events=events, keys=keys, accounts=ACCOUNTS)


def nothing(_action: str, _number: int) -> None:
    return


def at_random(share: float, *faults: Fault) -> Faults:
    chance = random.Random(7)
    return lambda _action, _number: chance.choice(faults) if chance.random() < share else None


def deliver(story: Story, stored: Stored, faults: Faults = nothing, instances: int = 1) -> Queue:
    """Deliver all events in any order, every fifth twice, and compare what is stored."""
    queue = Queue.of(story.arriving(random.Random(2026), repeated=0.2))
    with broken(stored.client, faults):
        queue.drain(recording(stored.store()), instances)
    stored.assert_tells(story)
    assert not queue.dead
    return queue


def test_ten_thousand_events_through_concurrent_handlers_end_as_the_story_does() -> None:
    story, store = a_story(events=10_000, keys=1_000), InMemoryComplianceStore()
    queue = Queue.of(story.arriving(random.Random(2026), repeated=0.2))
    queue.drain(recording(store), instances=8)
    assert not queue.dead
    assert states_of(store.records.values()) == story.states
    assert rollups_of(store.rollups.items()) == story.counts()
    assert {item.origin.event_id for item in store.items.values()} == story.ids
    assert sum(each.total_events for each in store.activity.values()) == story.results


def test_thousands_of_events_through_concurrent_handlers_end_as_the_story_does(
    stored: Stored,
) -> None:
    size = 10 if LONG else 2
    deliver(a_story(events=1_000 * size, keys=100 * size), stored, instances=8)


@pytest.mark.parametrize("fault", [Fault.KILLED_BEFORE, Fault.KILLED_AFTER, Fault.ANSWER_LOST])
def test_dying_once_at_each_step_of_the_write_changes_nothing(fault: Fault, stored: Stored) -> None:
    story, steps = a_story(events=30, keys=8) if LONG else a_story(events=12, keys=5), 0
    while _dies(story, stored, fault, steps + 1):
        steps += 1
        stored.empty()
    assert steps >= 5


def _dies(story: Story, stored: Stored, fault: Fault, step: int) -> bool:
    """Deliver with one fault at a step; return whether there was such a step."""
    hit: list[int] = []

    def dies(_action: str, number: int) -> Fault | None:
        if number != step:
            return None
        hit.append(number)
        return fault

    deliver(story, stored, dies)
    return bool(hit)


def test_dying_again_and_again_changes_nothing(stored: Stored) -> None:
    faults = at_random(0.3, Fault.KILLED_BEFORE, Fault.KILLED_AFTER)
    queue = deliver(a_story(events=2_000 if LONG else 200, keys=30), stored, faults, instances=4)
    assert queue.killed > 10


def test_throttling_conflicts_and_lost_answers_cost_time_and_nothing_else(stored: Stored) -> None:
    faults = at_random(0.4, Fault.THROTTLED, Fault.CONFLICT, Fault.ANSWER_LOST, Fault.UNAVAILABLE)
    deliver(a_story(events=2_000 if LONG else 200, keys=30), stored, faults, instances=4)


def test_an_outage_sends_every_message_back_and_loses_none(stored: Stored) -> None:
    def outage(_action: str, number: int) -> Fault | None:
        return Fault.UNAVAILABLE if number <= 40 else None

    deliver(a_story(events=100, keys=20), stored, outage, instances=4)
