"""Alerts that Slack refused, and scheduled runs that failed."""

import json
from typing import Any

import pytest

from shared.domain.times import sortable
from tests.builders.dlq import Dlq
from tests.builders.observations import at
from tests.builders.recording import Recording
from tests.builders.tables import TABLES


def failed(name: str, **more: Any) -> Any:
    return {
        "pk": {"S": "V#1"}, "sk": {"S": name}, "failed_at": {"S": sortable(at(1))},
        "failed_because": {"S": "invalid_blocks"}, "due_pk": {"S": "FAILED"}, **more,
    }  # fmt: skip


def test_the_notices_of_an_alert_are_due_again_unless_they_were_told(
    function: Recording, dlq: Dlq, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = {"NotificationsTableName": TABLES.notifications}
    monkeypatch.setattr("tools.dlq.places.Place._outputs", lambda _: outputs)
    told = failed("told", told_at={"S": sortable(at(2))})
    for item in (failed("a"), told):
        function.tables.put_item(TableName=TABLES.notifications, Item=item)
    notices = [{"pk": "V#1", "sk": name} for name in ("a", "told", "gone")]
    said = {"notices": notices, "text": "A bucket is public", "reason": "invalid_blocks"}
    dlq.put(json.dumps(said))
    dlq.put("{}")
    assert dlq.run("list", "--queue", "alerts") == 0
    assert "A bucket is public  invalid_blocks" in dlq.out
    assert dlq.run("redrive", "--all", "--yes", "--queue", "alerts") == 1
    assert "it names no notices" in dlq.err
    due, unchanged = sorted(function.stored()[TABLES.notifications], key=lambda i: i["sk"]["S"])
    assert due["due_pk"] == {"S": "DUE"}
    assert "failed_at" not in due
    assert unchanged == told


class Functions:
    """Remembers what is invoked."""

    def __init__(self) -> None:
        self.invoked: list[tuple[str, str, object]] = []

    def invoke(self, *, FunctionName: str, InvocationType: str, Payload: str) -> None:  # noqa: N803 - as AWS names them
        self.invoked.append((FunctionName, InvocationType, json.loads(Payload)))


def test_a_scheduled_run_is_listed_with_why_it_failed_and_run_again(
    dlq: Dlq, monkeypatch: pytest.MonkeyPatch
) -> None:
    functions = Functions()
    monkeypatch.setattr("tools.dlq.places.Place.functions", functions)
    arn = "arn:aws:lambda:eu-central-1:111111111111:function:DailyDigest:$LATEST"
    run = {
        "requestPayload": {"kind": "daily"},
        "requestContext": {"functionArn": arn, "condition": "RetriesExhausted"},
        "responsePayload": {"errorType": "KeyError", "errorMessage": "'date'"},
    }
    dlq.put(json.dumps(run))
    dlq.put(json.dumps({"requestContext": {"condition": "EventAgeExceeded"}}))
    dlq.put("{}", ERROR_CODE="AWS.Scheduler.InternalServerError")
    assert dlq.run("list", "--queue", "schedules") == 0
    assert "DailyDigest:$LATEST  RetriesExhausted: KeyError: 'date'" in dlq.out
    assert "EventAgeExceeded" in dlq.out
    assert "AWS.Scheduler.InternalServerError" in dlq.out
    assert dlq.run("redrive", "--all", "--yes", "--queue", "schedules") == 1
    assert dlq.err.count("the next run does the same work") == 2
    assert functions.invoked == [(arn, "Event", {"kind": "daily"})]


def test_what_a_button_asked_for_is_listed_with_whoever_pressed_and_not_redriven(dlq: Dlq) -> None:
    errand = {"errand": "MuteFor", "of": {"by": {"id": "U000ADA", "name": "ada"}}}
    kept = {
        "requestContext": {"condition": "RetriesExhausted"},
        "requestPayload": errand,
        "responsePayload": {"errorType": "StoreUnavailableError", "errorMessage": "throttled"},
    }
    dlq.put(json.dumps(kept))
    assert dlq.run("list", "--queue", "interactions") == 0
    assert "MuteFor / ada / U000ADA" in dlq.out
    assert "StoreUnavailableError: throttled" in dlq.out
    assert dlq.run("redrive", "--all", "--yes", "--queue", "interactions") == 2
    assert "they may have pressed again" in dlq.err
