"""Dead letters are looked at, redriven and dropped by a command, on queues of the real stack."""

import json

from tests.e2e.alarms import is_on
from tests.e2e.dlq import dead_letters, dlq
from tests.e2e.happenings import NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually


def test_a_letter_is_shown_and_dropped(running: Running) -> None:
    name = unique("sg")
    event = Watched(running.account, name).becomes(NON_COMPLIANT, 1)
    event["detail"]["newEvaluationResult"]["complianceType"] = ["NON_COMPLIANT"]
    running.deliver(event)
    [letter] = eventually(lambda: dead_letters(name), 30, "the dead letter")
    eventually(lambda: is_on(running, "EventIntakeDeadLettersNotEmpty"), 30, "the alarm")
    shown = eventually(lambda: found("show", letter["id"]), 30, "the letter as it is shown")
    assert "detail.newEvaluationResult.complianceType is not a text but list" in shown
    assert f'"resourceId": "{name}"' in shown
    eventually(lambda: found("drop", letter["id"], "--yes"), 30, "the letter to be dropped")
    assert not dead_letters(name)


def found(*arguments: str) -> str:
    """Return what a command says, or nothing while another test hides the letter."""
    done = dlq(*arguments)
    return done.stdout if done.returncode == 0 else ""


def test_what_the_queue_gave_up_is_recorded_when_it_is_redriven_and_twice_changes_nothing(
    running: Running,
) -> None:
    group = Watched(running.account, unique("sg"))
    body = json.dumps(group.becomes(NON_COMPLIANT, 1))
    for _ in range(2):
        letter_id = redriven(running, body, group.resource_id)
        eventually(lambda: running.alerts(group.resource_id), 60, "the alert")
        eventually(lambda: not running.in_the_queue(), 60, "an empty queue")
    assert len(running.list_all("/events", resource_id=group.resource_id)) == 1
    assert len(running.alerts(group.resource_id)) == 1
    assert dlq("redrive", letter_id, "--yes").returncode == 1


def redriven(running: Running, body: str, about: str) -> str:
    """Have the queue give a message up, as after an outage, and redrive it; return its id."""
    queue = running.stack.queues["config_events_dlq"]
    running.client("sqs").send_message(QueueUrl=queue, MessageBody=body)
    [letter] = eventually(lambda: dead_letters(about), 30, "the dead letter")
    assert letter["reason"].startswith("it can be understood")
    said = eventually(lambda: found("redrive", letter["id"], "--dry-run"), 30, "the dry run")
    assert "1 letter would be redriven; nothing was changed" in said
    said = eventually(lambda: found("redrive", letter["id"], "--yes"), 30, "the redrive")
    assert "1 of 1 letter is redriven" in said
    return str(letter["id"])
