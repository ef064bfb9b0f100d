"""The log leads from an event of AWS Config to the message of Slack's that tells of it."""

import json
from collections.abc import Iterator

import boto3
import pytest

from lambdas.notify_violations.handler import handler
from local.slack.server import SlackStub
from shared.observability import logger
from stacks.constructs.notify_violations import SOMETHING_TO_TELL
from tests.builders.events import api_call, compliance_change, item_change
from tests.builders.lambda_context import FakeContext
from tests.builders.logged import Logged, logged
from tests.builders.notices import woken_by_the_stream
from tests.builders.recording import Recording, recording
from tests.builders.tables import TABLES, everything
from tests.integration.test_notify_violations import ENVIRONMENT, SECONDS, forget

STATE = {
    "account": "222222222222",
    "region": "eu-central-1",
    "rule_name": "restricted-ssh",
    "resource_type": "AWS::EC2::SecurityGroup",
    "resource_id": "sg-020e5918d504d1a76",
}


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch, stub: SlackStub) -> Iterator[Recording]:
    with recording(monkeypatch) as made:
        for name, value in {**ENVIRONMENT, "GROUPING_WINDOW_SECONDS": "0"}.items():
            monkeypatch.setenv(name, value)
        address = f"http://127.0.0.1:{stub.server_address[1]}"
        held = {
            "webhook_url": f"{address}/services/T/B/hidden",
            "bot_token": "xoxb-hidden",
            "api_url": f"{stub.workspace.address}/api/",
        }
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="slack", SecretString=json.dumps(held))
        forget()
        yield made
    forget()


@pytest.fixture
def log() -> Iterator[Logged]:
    with logged() as kept:
        yield kept


def event(name: str, status: str = "NON_COMPLIANT", old: str | None = "COMPLIANT") -> str:
    return json.dumps(compliance_change(status, old) | {"id": name})


def test_the_lines_of_an_event_lead_to_the_message_of_a_bot(
    function: Recording, stub: SlackStub, monkeypatch: pytest.MonkeyPatch, log: Logged
) -> None:
    monkeypatch.setenv("SLACK_MODE", "bot")
    monkeypatch.setenv("SLACK_CHANNEL", "C0COMPLIANCE")
    forget()
    function.deliver(event("open-sesame"))
    handler(woken_by_the_stream(), FakeContext(SECONDS))
    recorded, planned, told = log.of_event("open-sesame")
    assert (recorded["message"], recorded["outcome"]) == ("an event was recorded", "opened")
    assert (planned["message"], planned["alerts"]) == ("it is planned who is told", 1)
    assert (told["message"], told["slack"]) == ("an alert was told", "bot")
    for line in (recorded, planned, told):
        assert STATE.items() <= line.items()
    assert planned["violation"] == told["violation"]
    [message] = stub.record.messages()
    assert (told["slack_channel"], told["slack_ts"]) == ("C0COMPLIANCE", message.ts)


def test_a_webhook_names_no_message_so_the_log_names_the_channel(
    function: Recording, log: Logged
) -> None:
    function.deliver(event("open-sesame"))
    handler(woken_by_the_stream(), FakeContext(SECONDS))
    *_, told = log.of_event("open-sesame")
    assert (told["message"], told["slack"], told["channel"]) == (
        "an alert was told",
        "webhook",
        "default",
    )


def test_all_that_waits_in_the_outbox_once_it_was_recorded_wakes_the_notifier(
    function: Recording,
) -> None:
    """The stream tells of what is inserted under some keys: all of it has to have one of these."""
    function.deliver(event("open"), event("over", "COMPLIANT", "NON_COMPLIANT"))
    function.deliver(json.dumps(api_call("StopConfigurationRecorder")))
    items = everything(function.tables, TABLES.notifications)
    waiting = [item["pk"]["S"] for item in items if "due_pk" in item]
    wakes = tuple(each["prefix"] for each in SOMETHING_TO_TELL["dynamodb"]["Keys"]["pk"]["S"])
    assert {each[:2] for each in waiting} == {"V#", "C#"}
    assert all(each.startswith(wakes) for each in waiting)


def test_an_event_of_which_nobody_is_told_says_of_which_violation_it_is(
    function: Recording, log: Logged
) -> None:
    function.deliver(event("one"))
    handler(woken_by_the_stream(), FakeContext(SECONDS))
    violation = log.of_event("one")[-1]["violation"]
    function.deliver(later("two"))
    handler(woken_by_the_stream(), FakeContext(SECONDS))
    _, planned = log.of_event("two")
    assert (planned["alerts"], planned["violation"]) == (0, violation)


def later(name: str) -> str:
    """Return another rule's result that shows the same fault."""
    return event(name).replace('"restricted-ssh"', '"securityhub-restricted-ssh-0a1b2c3d"')


def test_every_event_has_a_line_whatever_it_says(function: Recording, log: Logged) -> None:
    other = json.dumps(compliance_change() | {"id": "other", "detail-type": "Config Snapshot"})
    function.deliver(event("first"), event("first"), other, '{"id": "broken"}')
    found = log.lines()
    outcomes = {line["event_id"]: line.get("outcome") for line in found if "event_id" in line}
    assert outcomes == {
        "first": "opened",
        "other": "of_no_concern_detail-type",
        "broken": None,
    }
    [broken] = [line for line in found if line.get("event_id") == "broken"]
    assert broken["message"] == "a message is given up: it is a dead letter now"
    function.deliver(event("first"))
    assert log.of_event("first")[0]["outcome"] == "repeated"


def test_a_violation_that_ends_with_its_resource_has_a_line_with_the_event_that_says_so(
    function: Recording, log: Logged
) -> None:
    function.deliver(event("first"))
    log.lines()
    gone = item_change("ResourceDeleted", configurationItemCaptureTime="2026-11-20T10:00:00.000Z")
    function.deliver(json.dumps(gone | {"id": "gone"}))
    closed, deletion = log.of_event("gone")
    assert (closed["outcome"], deletion["outcome"]) == ("closed", "no_result")
    assert STATE.items() <= closed.items()


def test_a_line_is_what_logs_insights_reads(function: Recording, log: Logged) -> None:
    function.deliver(event("first"))
    [line] = log.of_event("first")
    assert line["service"] == logger.service
    assert line["function_request_id"] == "request-1"
