"""Thousands of events in any order, with repetitions: the same state, history and summary."""

import random
from collections import Counter

from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Json, Running, eventually

RESOURCES, CHANGES = 60, 8


def test_any_order_with_repetitions_ends_in_the_state_that_the_order_gives(
    running: Running,
) -> None:
    chance = random.Random(2026)
    rule = unique("custom-rule")
    groups = [
        Watched(account, unique("sg"), rule)
        for account in running.stack.agent_accounts
        for _ in range(RESOURCES // 2)
    ]
    lives = {group: life(group, chance) for group in groups}
    events = [event for events in lives.values() for event in events]
    arriving = events + chance.sample(events, len(events) // 5)
    chance.shuffle(arriving)
    running.deliver(*arriving)
    eventually(
        lambda: len(running.list_all("/events", rule_name=rule, limit="100")) >= len(events),
        60,
        "all of the history",
    )
    states = {s["resource_id"]: s for s in running.list_all("/compliance/states", rule_name=rule)}
    for group, of_group in lives.items():
        newest, state = of_group[-1]["detail"], states[group.resource_id]
        assert state["status"] == newest["newEvaluationResult"]["complianceType"]
        assert state["since"] == newest["newEvaluationResult"]["resultRecordedTime"]
        assert state["previous_status"] == newest["oldEvaluationResult"]["complianceType"]
    history = running.list_all("/events", rule_name=rule)
    assert len(history) == len({item["id"] for item in history}) == len(events)
    assert [i["time"] for i in history] == sorted((i["time"] for i in history), reverse=True)
    counted = Counter(state["status"] for state in states.values())
    summary = running.ask("/compliance/summary", rule_name=rule)
    assert summary["total"] == RESOURCES
    assert summary["compliant"] == counted[COMPLIANT]
    assert summary["non_compliant"] == counted[NON_COMPLIANT]
    of_all = eventually(
        lambda: total_of(running, rule, RESOURCES), 15, "the rule in the sums of the organisation"
    )
    assert of_all == {name: summary[name] for name in of_all}


def total_of(running: Running, rule: str, resources: int) -> Json | None:
    """Return what the organisation counts of a rule, once it has all of its resources."""
    found: Json | None = running.ask("/compliance/summary")["by_rule"].get(rule)
    return found if found and found["total"] == resources else None


def life(group: Watched, chance: random.Random) -> list[Json]:
    """Return changes of one resource, each of which says what it was before."""
    statuses = [COMPLIANT, NON_COMPLIANT]
    first = chance.randrange(2)
    return [
        group.becomes(statuses[(first + n) % 2], CHANGES - n, statuses[(first + n + 1) % 2])
        for n in range(CHANGES)
    ]
