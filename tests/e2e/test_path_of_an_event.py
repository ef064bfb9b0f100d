"""From an agent account's bus to state, history, Slack, the API and the digest."""

import json

from shared.domain.times import write_time
from tests.e2e.dlq import dead_letters
from tests.e2e.following import get, linked
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, NOW, Watched, minutes_ago, unique
from tests.e2e.running import DIGEST, Json, Running, eventually


def watched(running: Running, **members: str) -> Watched:
    return Watched(running.account, unique("sg"), **members)


def test_a_violation_becomes_state_history_an_alert_an_answer_and_a_line_in_the_digest(
    running: Running,
) -> None:
    group = watched(running)
    running.deliver(group.becomes(NON_COMPLIANT, 5, COMPLIANT, "Port 22 is open to the world."))
    state = eventually(lambda: running.state(group.resource_id), 30, "the state")
    assert state["status"] == NON_COMPLIANT
    assert state["previous_status"] == COMPLIANT
    assert state["since"] == state["last_evaluated"] == write_time(minutes_ago(5))
    assert state["severity"] in {"critical", "high"}
    assert group.resource_id in state["console_url"]
    [item] = running.ask("/events", resource_id=group.resource_id)["items"]
    assert (item["status"], item["previous_status"]) == (NON_COMPLIANT, COMPLIANT)
    [alert] = eventually(lambda: running.alerts(group.resource_id), 60, "the alert")
    said = json.dumps(alert["payload"])
    assert running.account in said
    assert "Port 22 is open to the world." in said
    summary = running.ask("/compliance/summary", account=running.account)
    assert summary["by_rule"]["restricted-ssh"]["non_compliant"] >= 1
    running.invoke("daily_digest", {"date": NOW.strftime("%Y-%m-%d")})
    assert eventually(lambda: running.messages(DIGEST, "restricted-ssh"), 10, "the digest")


def test_a_violation_that_ends_is_told_with_how_long_it_lasted(running: Running) -> None:
    group = watched(running)
    running.deliver(group.becomes(NON_COMPLIANT, 245, COMPLIANT))
    eventually(lambda: running.alerts(group.resource_id), 60, "the alert")
    running.deliver(group.becomes(COMPLIANT, 60, NON_COMPLIANT))
    told = eventually(lambda: running.alerts(group.resource_id, "3 h 5 min"), 60, "the end")
    assert len(told) == 1
    assert len(running.alerts(group.resource_id)) == 2


def test_resources_that_fail_together_are_one_message(running: Running) -> None:
    rule = unique("custom-rule")
    groups = [Watched(running.account, unique("sg"), rule) for _ in range(12)]
    running.deliver(*(group.becomes(NON_COMPLIANT, 1) for group in groups))
    # A rule that nobody classified is of medium severity: told in the batch of the minute, by the
    # next run of the schedule.
    [message] = eventually(lambda: running.alerts(rule), 150, "the alert")
    said = json.dumps(message["payload"])
    assert "12" in message["payload"]["text"]
    assert sum(group.resource_id in said for group in groups) == 10
    assert "2 more" in said
    status, _, page = get(linked(message, "All that are open"))
    assert status == 200
    assert all(group.resource_id in page for group in groups)


def test_a_replayed_violation_is_recorded_and_never_told(running: Running) -> None:
    live, replayed = watched(running), watched(running)
    running.deliver(
        replayed.becomes(NON_COMPLIANT, 1) | {"replay-name": "after-an-outage"},
        live.becomes(NON_COMPLIANT, 1),
    )
    eventually(lambda: running.alerts(live.resource_id), 60, "the alert of the live one")
    assert running.state(replayed.resource_id)
    assert not running.alerts(replayed.resource_id)


def test_a_deleted_resource_is_closed_and_an_older_result_does_not_open_it(
    running: Running,
) -> None:
    group = watched(running)
    running.deliver(group.becomes(NON_COMPLIANT, 9, COMPLIANT))
    eventually(lambda: running.alerts(group.resource_id), 60, "the alert")
    running.deliver(group.is_deleted(5))
    eventually(lambda: running.alerts(group.resource_id, "deleted"), 60, "why it is over")
    running.deliver(group.becomes(NON_COMPLIANT, 7, COMPLIANT))
    eventually(lambda: len(history(running, group)) == 3, 10, "three items of history")
    assert running.state(group.resource_id) is None
    assert len(running.alerts(group.resource_id)) == 2


def history(running: Running, group: Watched) -> list[Json]:
    return running.list_all("/events", resource_id=group.resource_id)


def test_an_item_change_is_kept_as_a_summary(running: Running) -> None:
    group = watched(running)
    running.deliver(group.is_deleted(3))
    [item] = eventually(lambda: history(running, group), 30, "the item of history")
    assert item["detail_type"] == "Config Configuration Item Change"
    assert item["annotation"].startswith("DELETE (ResourceDeleted)")


def test_poison_is_a_dead_letter_with_its_reason_and_its_neighbours_are_recorded(
    running: Running,
) -> None:
    group, poisoned = watched(running), watched(running)
    poison = poisoned.becomes(NON_COMPLIANT, 1)
    del poison["detail"]["newEvaluationResult"]["resultRecordedTime"]
    running.deliver(poison, group.becomes(COMPLIANT, 1))
    eventually(lambda: running.state(group.resource_id), 30, "the neighbour's state")
    [letter] = eventually(
        lambda: dead_letters(poisoned.resource_id), 30, "the poison in the dead-letter queue"
    )
    assert letter["where"] == "parse: detail.newEvaluationResult.resultRecordedTime"
    assert letter["reason"] == "detail.newEvaluationResult.resultRecordedTime is missing"
    assert running.state(poisoned.resource_id) is None


def test_a_slack_that_refuses_at_first_gets_the_alert_once(running: Running) -> None:
    running.slack_answers_next(
        [{"status": 429, "retry_after": 1}, {"status": 500}, {"status": 500}]
    )
    group = watched(running)
    running.deliver(group.becomes(NON_COMPLIANT, 1))
    told = eventually(lambda: running.alerts(group.resource_id), 60, "the alert")
    running.slack_answers_next([])
    assert len(told) == 1
