"""Queries of logs, as the runbook has them."""

# ruff: noqa: SLF001 - the emulator has no public extension points
import json
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import cloudwatch_logs

from local.emulator.calls import call
from local.emulator.log_insights import start_query
from local.emulator.log_insights.query import read_query
from tests.builders.runbook import queries

GROUP, STREAM = "/aws/lambda/record", "today"
NOON = 1_795_348_800  # seconds
REPORT = "REPORT RequestId: r-{}\tDuration: {} ms\tBilled Duration: {} ms\tMemory Size: 512 MB\t"


@pytest.fixture(autouse=True)
def group() -> Iterator[None]:
    names = {"logGroupName": GROUP}
    with request_scope("111111111111", "eu-central-1"):
        call(cloudwatch_logs._create_log_group, **names)
        call(cloudwatch_logs._create_log_stream, **names, logStreamName=STREAM)
        yield
    cloudwatch_logs.reset()


def said(*messages: str | dict[str, Any], at: int = NOON) -> None:
    """Let lines be written, one each second."""
    texts = [each if isinstance(each, str) else json.dumps(each) for each in messages]
    events = [{"timestamp": (at + n) * 1000, "message": text} for n, text in enumerate(texts)]
    call(
        cloudwatch_logs._put_log_events, logGroupName=GROUP, logStreamName=STREAM, logEvents=events
    )


def asked(query: str) -> list[dict[str, str]]:
    """Return the rows of the answer, without their pointers."""
    request = {"logGroupName": GROUP, "startTime": NOON - 3600, "endTime": NOON + 3600}
    started = call(start_query, **request, queryString=query)
    answer = call(cloudwatch_logs._get_query_results, **started)
    assert answer["status"] == "Complete"
    rows = [{cell["field"]: cell["value"] for cell in row} for row in answer["results"]]
    return [{name: value for name, value in row.items() if name != "@ptr"} for row in rows]


def took(*milliseconds: float, at: int = NOON) -> None:
    said(*(REPORT.format(n, each, each) for n, each in enumerate(milliseconds)), at=at)


def test_how_long_runs_took_is_told_by_spans_of_time() -> None:
    took(*range(1, 101))
    took(12_000.5, at=NOON + 600)
    said("START RequestId: r-1 Version: $LATEST", "Duration: 99999 ms")
    rows = asked(
        'filter @type = "REPORT" | stats pct(@duration, 99), max(@duration), count(*) by bin(5m)'
        " | sort bin(5m)"
    )
    assert [list(row.values())[1:] for row in rows] == [
        ["99", "100", "100"],
        ["12000.5", "12000.5", "1"],
    ]
    assert [row["bin(5m)"][-12:] for row in rows] == ["12:00:00.000", "12:10:00.000"]


def test_requests_are_counted_by_fields_of_json() -> None:
    for route, status in (("GET /a", "503"), ("GET /a", "503"), ("GET /b", "500"), ("GET /c", 200)):
        said({"route": route, "status": status})
    rows = asked("filter status >= 500 | stats count(*) by route, status | sort count(*) desc")
    assert rows == [
        {"route": "GET /a", "status": "503", "count(*)": "2"},
        {"route": "GET /b", "status": "500", "count(*)": "1"},
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('filter level = "ERROR"', ["b"]),
        ('filter level in ["ERROR", "WARNING"] and not n > 2', ["b"]),
        ("filter n >= 2 or name like /^a/", ["c", "b", "a"]),
        ('filter (n = 1 or n = 3) and level != "INFO"', ["c"]),
        ('filter name not like "a" | filter ispresent(deep.inner.0)', ["c"]),
        ("filter not ispresent(deep.inner.0) | sort n asc | limit 1", ["a"]),
        ("filter yes = 1", ["a"]),
        ("filter nothing = 1", []),
        ("filter @message like /ERR|WARN/ | sort name desc", ["c", "b"]),
    ],
)
def test_a_filter_lets_through_what_it_says(query: str, found: list[str]) -> None:
    said(
        {"name": "a", "n": 1, "level": "INFO", "yes": True},
        {"name": "b", "n": 2, "level": "ERROR", "no": None},
        {"name": "c", "n": 3, "level": "WARNING", "deep": {"inner": ["x"]}},
    )
    assert [row["name"] for row in asked(f"fields name | {query}")] == found


def test_lines_are_shown_newest_first_with_the_fields_that_are_asked_for_and_there() -> None:
    said("no JSON", "{no JSON either}", {"name": "a"})
    assert [row["@message"] for row in asked("")] == [
        '{"name": "a"}',
        "{no JSON either}",
        "no JSON",
    ]
    assert asked("fields name, other | limit 1") == [{"name": "a"}]


def test_numbers_are_added_up_and_what_has_none_has_no_number() -> None:
    said({"n": 2}, {"n": 4}, {"other": "x"})
    assert asked("stats sum(n) as all, avg(n), min(n), count(n), count(*), max(other)") == [
        {"all": "6", "avg(n)": "3", "min(n)": "2", "count(n)": "2", "count(*)": "3"}
    ]


@pytest.mark.parametrize(
    "query",
    ["parse @message /x/", "filter", "filter a", "filter a = 1 b", "stats med(a)", "fields a +"]
    + [f"stats {count}" for count in ("count(*", "count(*) by bin(5)")]
    + ["sort", "limit x"],
)
def test_what_is_not_understood_is_refused_and_not_left_out(query: str) -> None:
    with pytest.raises(ValueError, match="MalformedQueryException"):
        asked(query)


def test_a_group_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="ResourceNotFoundException"):
        call(start_query, logGroupName="nothing", startTime=0, endTime=1, queryString="")


def test_every_query_of_the_runbook_is_understood() -> None:
    assert len(queries()) > 5
    for query in queries():
        assert read_query(query.replace("...", "x")).filters, query
