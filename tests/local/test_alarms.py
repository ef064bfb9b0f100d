# ruff: noqa: SLF001 - the emulator has no public extension points
"""Alarms are made of metrics and expressions, and go off and end by what is measured."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import cloudwatch, sqs
from ministack.services.cloudformation import provisioners

from local.emulator.alarms import creating, measured, watching
from tests.builders.alarms import FUNCTION, on_a_metric, on_an_expression

SCOPE = ("999999999998", "eu-central-1")
QUEUE = "http://sqs/999999999998/letters"


@pytest.fixture(autouse=True)
def an_account_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(cloudwatch, "_evaluate_alarm", lambda _alarm: None)
    monkeypatch.setattr(cloudwatch, "_put_metric_alarm", cloudwatch._put_metric_alarm)
    monkeypatch.setattr(
        provisioners, "_cw_metric_alarm_record", provisioners._cw_metric_alarm_record
    )
    creating.install()
    with request_scope(*SCOPE):
        yield
    for store in (cloudwatch._metrics, cloudwatch._alarms, cloudwatch._alarm_history, sqs._queues):
        for key in [key for key in store._data if key[:2] == SCOPE]:
            del store._data[key]


def made(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the alarm that a template makes."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"]
    name, _attributes = handlers["create"]("Alarm", properties, "Stack")
    alarm: dict[str, Any] = cloudwatch._alarms[name]
    return alarm


def put(**request: Any) -> tuple[int, dict[str, Any]]:
    """Return what PutMetricAlarm answers."""
    status, _headers, body = cloudwatch._put_metric_alarm({}, request, False, True)  # noqa: FBT003
    return status, json.loads(body)


def lies_in_the_queue(*letters: str) -> None:
    now = time.time()
    messages = [{"sent_at": now, "visible_at": now - 1} for _ in letters]
    sqs._queues[QUEUE] = {"messages": messages}


def test_an_alarm_goes_off_and_ends_by_what_is_measured() -> None:
    alarm, now = made(on_a_metric()), time.time()
    watching.look(now)
    assert alarm["StateValue"] == "OK"
    lies_in_the_queue("a letter")
    watching.look(now + 2)
    assert alarm["StateValue"] == "ALARM"
    lies_in_the_queue()
    watching.look(now + 4)
    assert alarm["StateValue"] == "OK"
    history = [each["HistorySummary"] for each in cloudwatch._history_entries()]
    assert history[-2:] == ["Alarm updated from OK to ALARM", "Alarm updated from ALARM to OK"]


def test_an_alarm_on_an_expression_keeps_all_that_it_looks_at_and_goes_off() -> None:
    asked = on_an_expression("100 * part / whole", AlarmActions=["topic"])
    alarm = made(asked)
    assert alarm["Metrics"] == asked["Metrics"]
    assert alarm["AlarmActions"] == ["topic"]
    assert not {"MetricName", "Statistic", "Period"} & set(alarm)
    measured.record("AWS/Lambda", "Errors", [1], FUNCTION)
    measured.record("AWS/Lambda", "Invocations", [1], FUNCTION)
    watching.look(time.time())
    assert alarm["StateValue"] == "ALARM"


def test_a_state_that_was_set_by_hand_lasts_until_the_next_look() -> None:
    alarm = made(on_a_metric())
    alarm["StateValue"] = "ALARM"
    watching.look(time.time())
    assert alarm["StateValue"] == "OK"


def test_a_state_that_was_set_by_hand_stays_where_missing_data_is_ignored() -> None:
    alarm = made(on_a_metric(TreatMissingData="ignore", MetricName="NobodyMeasuresThis"))
    alarm["StateValue"] = "ALARM"
    watching.look(time.time())
    assert alarm["StateValue"] == "ALARM"


def test_a_template_with_an_expression_that_nobody_could_compute_is_refused() -> None:
    with pytest.raises(ValueError, match="the local AWS cannot compute"):
        made(on_an_expression("FILL(part, 0)"))
    assert not list(cloudwatch._alarms)


def test_the_api_makes_alarms_on_expressions_and_refuses_what_nobody_could_compute() -> None:
    asked = on_an_expression("part + whole")
    assert put(AlarmName="one", **asked)[0] == 200
    assert cloudwatch._alarms["one"]["Metrics"] == asked["Metrics"]
    status, said = put(AlarmName="two", **on_an_expression("RATE(part)"))
    assert (status, said["__type"]) == (400, "ValidationError")
    assert "RATE(part)" in said["message"]
    assert "two" not in cloudwatch._alarms


def test_one_alarm_that_cannot_be_evaluated_leaves_the_others_alone() -> None:
    cloudwatch._alarms["broken"] = {"AlarmName": "broken", "StateValue": "OK"}
    alarm = made(on_a_metric())
    watching.look(time.time())
    assert alarm["StateValue"] == "OK"


def test_what_somebody_puts_by_hand_counts_as_what_was_measured() -> None:
    alarm = made(on_a_metric(Threshold=300))
    names = ("MetricName", "Dimensions")
    datum = {name: value for name, value in on_a_metric().items() if name in names}
    request = {"Namespace": "AWS/SQS", "MetricData": [{**datum, "Value": 301}]}
    cloudwatch._put_metric_data({}, request, False, True)  # noqa: FBT003
    watching.look(time.time())
    assert alarm["StateValue"] == "ALARM"
