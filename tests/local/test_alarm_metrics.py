# ruff: noqa: SLF001 - the emulator has no public extension points
"""What alarms look at comes from what happens, with the dimensions that AWS gives it."""

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import cloudwatch, sqs

from local.emulator.alarms import invocations, measured, queues, requests
from local.emulator.alarms.definitions import read_alarm
from tests.builders.alarms import FUNCTION, LETTERS, on_a_metric, on_an_expression

SCOPE = ("999999999999", "eu-central-1")
MILLISECOND = 0.001


@pytest.fixture(autouse=True)
def an_account_of_its_own() -> Iterator[None]:
    with request_scope(*SCOPE):
        yield
    for store in (cloudwatch._metrics, sqs._queues):
        for key in [key for key in store._data if key[:2] == SCOPE]:
            del store._data[key]


def values(made_of: dict[str, Any], at: float | None = None) -> list[float | None]:
    return measured.values_of(read_alarm(made_of), at or time.time())


def of_function(name: str, statistic: str = "Sum") -> dict[str, Any]:
    dimensions = [{"Name": "FunctionName", "Value": "runs"}]
    names = {"Namespace": "AWS/Lambda", "MetricName": name, "Dimensions": dimensions}
    return on_a_metric(**names, Statistic=statistic)


def of_service(name: str, service: str = "tests") -> dict[str, Any]:
    dimensions = [{"Name": "service", "Value": service}]
    names = {"Namespace": "ConfigMonitoring", "MetricName": name, "Dimensions": dimensions}
    return on_a_metric(**names, Statistic="Sum")


def embedded(dimensions: dict[str, str], **said: Any) -> str:
    """Return a line as Powertools writes it."""
    directive = {
        "Namespace": "ConfigMonitoring",
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": "Count"} for name in said],
    }
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    return json.dumps({"_aws": about, **dimensions, **said})


def test_a_run_counts_as_one_with_its_error_its_time_and_no_throttle() -> None:
    started = time.time() - 2
    invocations.measure("runs", {}, started, {"body": "fine"})
    invocations.measure("runs", {}, started, {"error": True})
    assert values(of_function("Invocations")) == [2]
    assert values(of_function("Errors")) == [1]
    assert values(of_function("Throttles")) == [0]
    [longest] = values(of_function("Duration", "p99"))
    assert longest
    assert longest >= 2 / MILLISECOND
    assert values(of_function("IteratorAge")) == [None]


@pytest.mark.parametrize("event", [None, [], {"Records": 5}, {"Records": [{"eventSource": 5}]}])
def test_a_run_counts_whatever_it_was_given(event: object) -> None:
    invocations.measure("runs", event, time.time(), {"error": True})
    assert values(of_function("Errors")) == [1]


def test_a_batch_of_a_stream_is_as_old_as_its_last_record() -> None:
    now = time.time()
    records = [
        {"eventSource": "aws:dynamodb", "dynamodb": {"ApproximateCreationDateTime": now - age}}
        for age in (90, 60)
    ]
    invocations.measure("runs", {"Records": records}, now, {})
    [age] = values(of_function("IteratorAge", "Maximum"))
    assert age == pytest.approx(60 / MILLISECOND)


def test_what_a_function_says_that_it_measured_is_measured() -> None:
    log = "\n".join(
        ["START", embedded({"service": "tests"}, Opened=[2, 3]), '{"message": "CloudWatchMetrics"}']
    )
    invocations.measure("runs", {}, time.time(), {"log": log})
    assert values(of_service("Opened")) == [5]


@pytest.mark.parametrize(
    "line",
    [
        embedded({"service": "tests"}, Opened="many"),
        '{"CloudWatchMetrics"',
        '{"_aws": {"CloudWatchMetrics": [{}]}}',
        '{"_aws": 5}',
    ],
)
def test_a_line_that_is_not_in_the_format_says_nothing(line: str) -> None:
    invocations.read_embedded(line)
    assert not list(cloudwatch._metrics)


def test_another_dimension_is_another_metric() -> None:
    invocations.read_embedded(embedded({"service": "tests", "function_name": "f"}, Opened=1))
    assert values(of_service("Opened")) == [None]
    invocations.read_embedded(embedded({"service": "tests"}, Opened=1))
    assert values(of_service("Opened", "other")) == [None]


def test_an_expression_is_computed_in_each_period_of_what_was_measured_there() -> None:
    now = time.time()
    for ago, errors in ((10, 1), (20, 0), (310, 1)):
        measured.record("AWS/Lambda", "Errors", [errors], FUNCTION, now - ago)
        measured.record("AWS/Lambda", "Invocations", [1], FUNCTION, now - ago)
    alarm = on_an_expression("100 * part / whole", EvaluationPeriods=3)
    assert values(alarm, now) == [50, 100, None]


def test_of_a_minute_the_newest_reading_counts_and_an_older_minute_is_over() -> None:
    now = time.time()
    for after, letters in ((0, 3), (58, 3), (59, 0)):
        measured.record_reading(
            "AWS/SQS", "ApproximateNumberOfMessagesVisible", letters, LETTERS, now + after
        )
    assert values(on_a_metric(), now + 59) == [0]
    measured.record_reading("AWS/SQS", "ApproximateNumberOfMessagesVisible", 2, LETTERS, now + 61)
    assert values(on_a_metric(EvaluationPeriods=2), now + 61) == [2, 0]


def test_a_queue_says_how_much_can_be_seen_in_it_and_how_old_it_is() -> None:
    now = time.time()
    messages = [
        {"sent_at": now - 100, "visible_at": now + 30},
        {"sent_at": now - 50, "visible_at": now - 50},
    ]
    sqs._queues["http://sqs/999999999999/letters"] = {"messages": messages}
    queues.measure_queues(now)
    assert values(on_a_metric(), now) == [1]
    assert values(on_a_metric(MetricName="ApproximateAgeOfOldestMessage"), now) == [100]


def test_each_answer_of_an_api_counts_and_its_own_errors_as_such() -> None:
    passed: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        passed.append(message)

    async def answer() -> None:
        measuring = requests.measuring(send, "api", SCOPE)
        for status in (200, 403, 503):
            await measuring({"type": "http.response.start", "status": status})
            await measuring({"type": "http.response.body"})

    asyncio.run(answer())
    assert [each.get("status") for each in passed[::2]] == [200, 403, 503]
    assert len(passed) == 6
    of_api = {"Namespace": "AWS/ApiGateway", "Dimensions": [{"Name": "ApiId", "Value": "api"}]}
    counted = [
        values(on_a_metric(MetricName=name, Statistic="Sum", **of_api)) for name in ("Count", "5xx")
    ]
    assert counted == [[3], [1]]
