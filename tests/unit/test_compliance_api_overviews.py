"""Violations, timelines, trends, accounts and rules: their members, and their cursors."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.recorder import START, Recorder, RecorderCall
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.telling import Telling
from shared.usecases.record_batch import record_batch
from tests.builders.api import ask, serve
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.questions import messages
from tests.builders.snapshots import counts
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_overview import InMemoryOverview

ACCOUNT, OTHER = "222222222222", "333333333333"
RULE = "s3-bucket-public-read-prohibited"
UNKNOWN = {"muted": None, "compliance_percentage_without_muted": None, "complete": None}
LISTS = ("/compliance/violations", "/accounts", "/rules")


@pytest.fixture(autouse=True)
def overview(monkeypatch: pytest.MonkeyPatch) -> InMemoryOverview:
    store = InMemoryComplianceStore()
    logging = key("bucket-1", "s3-bucket-logging-enabled")
    heard = [
        result(0, C),
        result(10, N, C, annotation="public"),
        result(20, N, of=logging),
        result(30, N, of=replace(key("bucket-9"), account=OTHER)),
    ]
    record_batch(messages([*heard, deletion(40, key("bucket-9"))]), store, at(60), lambda _: None)
    serve(monkeypatch, store)
    known = InMemoryOverview(store)
    services = dict.fromkeys(("violations", "tellings", "ends", "snapshots", "registry"), known)
    serve(monkeypatch, store, **services)
    return known


def counted(total: int, compliant: int, percentage: float | None) -> dict[str, Any]:
    return {
        "total": total,
        "compliant": compliant,
        "non_compliant": total - compliant,
        "not_applicable": 0,
        "insufficient_data": 0,
        "compliance_percentage": percentage,
    }


def test_a_violation_is_a_state_and_how_old_it_is_and_whether_anybody_knows(
    overview: InMemoryOverview,
) -> None:
    overview.tellings[key()] = Telling(
        ("payments", "ops"), "the routes a and b take it", at(11), 3, 2
    )
    first, second, _ = ask("/compliance/violations").body["items"]
    [state] = ask("/compliance/states", f"resource_id=bucket-1&rule_name={RULE}").body["items"]
    assert first == {
        **state,
        "age_seconds": 3000.0,
        "told": True,
        "told_at": "2026-11-20T09:11:00.000Z",
        "channel": "payments",
        "channels": ["payments", "ops"],
        "channel_because": "the routes a and b take it",
        "sightings": 3,
        "reopened": 2,
    }
    assert (second["sightings"], second["reopened"]) == (1, 0)
    assert (second["told"], second["told_at"]) == (False, None)
    assert (second["channel"], second["channels"]) == (None, [])
    assert second["channel_because"].startswith("no news of it was heard")


def test_violations_are_told_oldest_first_or_newest_first_and_by_severity() -> None:
    oldest = [item["since"] for item in ask("/compliance/violations").body["items"]]
    newest = ask("/compliance/violations", "order=newest").body["items"]
    assert [item["since"] for item in newest] == sorted(oldest, reverse=True)
    critical = ask("/compliance/violations", "severity=critical").body["items"]
    assert {item["rule_name"] for item in critical} == {RULE}
    assert ask("/compliance/violations", f"rule_name={RULE}&severity=low").body["items"] == []


def test_a_timeline_has_just_these_members() -> None:
    newest, _, first = ask("/compliance/timeline", "resource_id=bucket-1").body["items"]
    assert newest["rule_name"] == "s3-bucket-logging-enabled"
    assert first == {
        "account": ACCOUNT,
        "region": "eu-central-1",
        "rule_name": RULE,
        "resource_type": "AWS::S3::Bucket",
        "resource_id": "bucket-1",
        "status": C,
        "previous_status": None,
        "from": "2026-11-20T09:00:00.000Z",
        "until": "2026-11-20T09:10:00.000Z",
        "duration_seconds": 600.0,
        "annotation": None,
        "ended_by": "result",
        "ended_because": None,
        "gap": False,
        "muted": None,
        "muted_until": None,
        "mute_id": None,
    }


def test_a_timeline_is_of_one_resource_and_whole_through_its_cursors() -> None:
    refused = ask("/compliance/timeline", "account=222222222222")
    assert refused.status == 400
    assert refused.body["detail"].startswith("resource_id must be given")
    everything = ask("/compliance/timeline", "resource_id=bucket-1").body["items"]
    found: list[Any] = []
    cursor = ""
    while True:
        body = ask("/compliance/timeline", f"resource_id=bucket-1&limit=1{cursor}").body
        found += body["items"]
        if body["next_cursor"] is None:
            break
        cursor = f"&cursor={body['next_cursor']}"
    assert found == everything
    dated = ask("/compliance/timeline", "resource_id=bucket-1&end_date=2026-11-20T09:05:00Z")
    assert [item["status"] for item in dated.body["items"]] == [C]


def test_a_trend_has_every_day_and_nothing_where_nothing_is_known(
    overview: InMemoryOverview,
) -> None:
    yesterday = at(0).date() - timedelta(days=1)
    overview.snapshots[yesterday] = Snapshot(
        at(0), {ACCOUNT: counts(3, 1), OTHER: counts(1, 0)}, {RULE: counts(1, 1)}, muted=1
    )
    body = ask("/compliance/trend", "days=3").body
    assert body == {
        "items": [
            {"date": "2026-11-18", "counts": None, **UNKNOWN},
            {
                "date": "2026-11-19",
                "counts": counted(5, 4, 80.0),
                "muted": 1,
                "compliance_percentage_without_muted": 100.0,
                "complete": None,
            },
            {"date": "2026-11-20", "counts": None, **UNKNOWN},
        ]
    }
    query = "start_date=2026-11-19&end_date=2026-11-20"
    for subject, expected in [
        (f"account={ACCOUNT}", counted(4, 3, 75.0)),
        (f"rule_name={RULE}-conformance-pack-a1b2c3d4e", counted(2, 1, 50.0)),
        ("resource_type=AWS::S3::Bucket", None),
    ]:
        [day] = ask("/compliance/trend", f"{query}&{subject}").body["items"]
        assert day == {"date": "2026-11-19", "counts": expected, **UNKNOWN}
    assert len(ask("/compliance/trend").body["items"]) == 30
    assert len(ask("/compliance/trend", "start_date=2026-11-19").body["items"]) == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("account=222222222222&rule_name=r", "account and rule_name cannot be given together"),
        ("days=7&start_date=2026-11-01", "days cannot be given together with"),
        ("days=91", "days must be a number of days"),
        ("start_date=2026-11-20T00:00:00Z", "start_date must be a date, YYYY-MM-DD"),
        ("start_date=2026-01-01&end_date=2026-11-01", "start_date must be before end_date"),
        ("start_date=2026-11-02&end_date=2026-11-02", "start_date must be before end_date"),
        ("end_date=0001-01-01", "end_date must be"),
    ],
)
def test_a_trend_that_cannot_be_told_is_refused(query: str, said: str) -> None:
    answer = ask("/compliance/trend", query)
    assert answer.status == 400
    assert answer.body["detail"].startswith(said)


def test_an_account_says_which_of_its_regions_are_not_recorded_and_is_as_its_worst(
    overview: InMemoryOverview,
) -> None:
    stop = RecorderCall(at(9), "StopConfigurationRecorder", "somebody")
    start = RecorderCall(at(5), START)
    overview.places = [
        Heard(ACCOUNT, "eu-central-1", at(0), at(50), recorder=Recorder(start)),
        Heard(ACCOUNT, "us-east-1", at(0), at(50), recorder=Recorder(start, (stop,))),
        Heard(ACCOUNT, "us-west-2", at(0), at(50)),
    ]
    [account] = ask("/accounts", f"account={ACCOUNT}").body["items"]
    names = ("recorder", "recorder_since", "recorder_by")
    assert [[place[name] for name in names] for place in account["regions"]] == [
        ["recording", "2026-11-20T09:05:00.000Z", None],
        ["stopped", "2026-11-20T09:09:00.000Z", "somebody"],
        ["unknown", None, None],
    ]
    assert account["recorder"] == "stopped"
    assert account["recorder_since"] == "2026-11-20T09:09:00.000Z"


def test_a_day_of_a_trend_is_complete_only_where_all_that_is_counted_was_recorded(
    overview: InMemoryOverview,
) -> None:
    yesterday = at(0).date() - timedelta(days=1)
    kept = Snapshot(at(0), {ACCOUNT: counts(3, 1), OTHER: counts(1, 0)}, {RULE: counts(1, 1)})
    query = "start_date=2026-11-19&end_date=2026-11-20"
    for stopped, expected in (
        (None, [None, None, None, None]),
        ({}, [True, True, True, True]),
        ({ACCOUNT: 2}, [False, False, True, False]),
    ):
        overview.snapshots[yesterday] = replace(kept, not_recorded=stopped)
        subjects = ("", f"&account={ACCOUNT}", f"&account={OTHER}", f"&rule_name={RULE}")
        days = [ask("/compliance/trend", query + each).body["items"] for each in subjects]
        assert [day["complete"] for [day] in days] == expected


def test_a_summary_is_complete_only_where_all_that_is_asked_for_is_recorded(
    overview: InMemoryOverview,
) -> None:
    assert ask("/compliance/summary").body["complete"]
    stop = RecorderCall(at(9), "StopConfigurationRecorder")
    overview.places = [
        Heard(ACCOUNT, "us-east-1", recorder=Recorder(stops=(stop,))),
        Heard(ACCOUNT, "eu-central-1"),
    ]
    for query, stopped in (
        ("", {ACCOUNT: ["us-east-1"]}),
        (f"account={ACCOUNT}", {ACCOUNT: ["us-east-1"]}),
        ("region=us-east-1", {ACCOUNT: ["us-east-1"]}),
        ("region=eu-central-1", {}),
        (f"account={OTHER}", {}),
    ):
        body = ask("/compliance/summary", query).body
        assert (body["complete"], body["not_recorded"]) == (not stopped, stopped)


def test_accounts_are_those_that_are_known_and_those_that_should_be(
    overview: InMemoryOverview,
) -> None:
    overview.places = [Heard(ACCOUNT, "eu-central-1", at(0), at(50))]
    known, silent = ask("/accounts").body["items"]
    standing = {"rules": 2, "counts": counted(2, 0, 0.0)}
    times = {
        "first_heard": "2026-11-20T09:00:00.000Z",
        "last_heard": "2026-11-20T09:50:00.000Z",
        "reconciled_at": None,
        "silent": False,
    }
    unheard_of = {"recorder": "unknown", "recorder_since": None}
    place = {"region": "eu-central-1", **times, **standing, **unheard_of, "recorder_by": None}
    assert known == {"account": ACCOUNT, **times, **standing, "regions": [place], **unheard_of}
    assert (silent["account"], silent["silent"], silent["last_heard"]) == (OTHER, True, None)
    assert [item["account"] for item in ask("/accounts", f"account={OTHER}").body["items"]] == [
        OTHER
    ]
    assert ask("/accounts", "account=999999999999").body["items"] == []


def test_rules_say_what_to_do_and_how_they_stand() -> None:
    items = {item["name"]: item for item in walked("/rules")}
    rule = items[RULE]
    assert (rule["severity"], rule["classified"], rule["seen"]) == ("critical", True, True)
    assert rule["counts"] == counted(2, 0, 0.0)
    assert rule["title"]
    assert rule["remediation"]
    assert rule["documentation_url"].endswith(f"/{RULE}.html")
    assert rule["frameworks"]
    assert rule["group"] == RULE
    assert not items["restricted-ssh"]["seen"]


@pytest.mark.parametrize("path", LISTS)
def test_each_list_is_walked_to_its_end_by_its_cursors_and_by_no_others(path: str) -> None:
    other = ask("/events", "limit=1").body["next_cursor"]
    assert ask(path, f"cursor={other}").status == 400
    assert walked(path, 7) == walked(path, 100)


def walked(path: str, limit: int = 100) -> list[Any]:
    """Return all items of a list, a page at a time."""
    body = ask(path, f"limit={limit}").body
    found = list(body["items"])
    while body["next_cursor"]:
        body = ask(path, f"limit={limit}&cursor={body['next_cursor']}").body
        found += body["items"]
    return found
