"""What clients of the HTTP API rely on: paths, names, content types, and cursors that lead on."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from shared.domain.catalogue import CATALOGUE
from shared.usecases.record_batch import record_batch
from tests.builders.api import ask, serve
from tests.builders.observations import C, N, deletion, key, result
from tests.builders.observations import at as minute
from tests.builders.questions import messages
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

ITEM_CHANGE = "Config Configuration Item Change"
AWKWARD = "a,b+c d/é"


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    store = InMemoryComplianceStore()
    heard = [
        result(0, C, of=key("bucket-1")),
        result(1, N, C, of=key("bucket-1"), annotation="public"),
        result(2, N, of=key("bucket-2")),
        result(3, C, N, of=key("bucket-2")),
        result(4, "NOT_APPLICABLE", of=key("bucket-3")),
        result(5, N, of=key(AWKWARD)),
        result(6, N, of=key("bucket-4")),
    ]
    record_batch(messages(heard), store, minute(60), lambda _: None)
    gone = deletion(7, key("bucket-4"))
    gone = replace(gone, origin=replace(gone.origin, detail_type=ITEM_CHANGE))
    record_batch(messages([gone]), store, minute(60), lambda _: None)
    serve(monkeypatch, store)


def test_a_summary_has_just_these_members() -> None:
    answer = ask("/compliance/summary")
    counts = {
        "total": 4,
        "compliant": 1,
        "non_compliant": 2,
        "not_applicable": 1,
        "insufficient_data": 0,
        "compliance_percentage": 33.33,
    }
    assert answer.status == 200
    assert answer.body == {
        **counts,
        "muted": 0,
        "compliance_percentage_without_muted": 33.33,
        "complete": True,
        "not_recorded": {},
        "as_of": "2026-11-20T10:00:00.000Z",
        "by_account": {"222222222222": counts},
        "by_rule": {"s3-bucket-public-read-prohibited": counts},
        "by_resource_type": {"AWS::S3::Bucket": counts},
    }


def test_a_summary_of_a_time_says_what_happened_in_it_too() -> None:
    body = ask("/compliance/summary", "start_date=2026-11-20T09:01:00Z&end_date=1795172400").body
    assert body["activity"] == {
        "total_events": 6,
        "new_violations": 4,
        "resolved_violations": 1,
    }
    assert "activity" in ask("/compliance/summary", "end_date=2026-11-20").body


def test_a_state_has_just_these_members() -> None:
    answer = ask("/compliance/states", "resource_id=bucket-1")
    assert answer.status == 200
    assert answer.body == {
        "items": [
            {
                "account": "222222222222",
                "region": "eu-central-1",
                "rule_name": "s3-bucket-public-read-prohibited",
                "resource_type": "AWS::S3::Bucket",
                "resource_id": "bucket-1",
                "status": "NON_COMPLIANT",
                "previous_status": "COMPLIANT",
                "since": "2026-11-20T09:01:00.000Z",
                "last_evaluated": "2026-11-20T09:01:00.000Z",
                "annotation": "public",
                "severity": "critical",
                "classified": True,
                "frameworks": list(CATALOGUE["s3-bucket-public-read-prohibited"].frameworks),
                "group": "s3-bucket-public-read-prohibited",
                "console_url": "https://eu-central-1.console.aws.amazon.com/config/home"
                "?region=eu-central-1#/resources/timeline"
                "?resourceId=bucket-1&resourceType=AWS%3A%3AS3%3A%3ABucket",
                "muted": False,
                "muted_until": None,
                "mute_id": None,
            }
        ],
        "next_cursor": None,
    }


def test_an_event_has_just_these_members() -> None:
    answer = ask("/events", "resource_id=bucket-1&limit=1")
    [item] = answer.body["items"]
    assert item == {
        "id": "event-1",
        "time": "2026-11-20T09:01:00.000Z",
        "source": "aws.config",
        "detail_type": "Config Rules Compliance Change",
        "account": "222222222222",
        "region": "eu-central-1",
        "rule_name": "s3-bucket-public-read-prohibited",
        "resource_type": "AWS::S3::Bucket",
        "resource_id": "bucket-1",
        "status": "NON_COMPLIANT",
        "previous_status": "COMPLIANT",
        "annotation": "public",
    }


def test_answers_are_json_that_nobody_keeps() -> None:
    for path in ("/compliance/summary", "/compliance/states", "/events"):
        headers = ask(path).headers
        assert headers["content-type"] == "application/json"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/compliance/states", "/events"])
def test_a_list_is_walked_to_its_end_by_its_cursors(path: str) -> None:
    everything = ask(path, "limit=100").body["items"]
    found = []
    body = ask(path, "limit=2").body
    while body["next_cursor"]:
        found += body["items"]
        body = ask(path, f"limit=2&cursor={body['next_cursor']}").body
    assert found + body["items"] == everything


def test_a_cursor_that_is_not_one_is_told_to_be_none() -> None:
    cursor = ask("/events", "limit=1").body["next_cursor"]
    for path, query in [
        ("/events", f"cursor={cursor[:-1]}"),
        ("/events", f"cursor={cursor}&account=222222222222"),
        ("/compliance/states", f"cursor={cursor}"),
        ("/events", "cursor=%00"),
    ]:
        answer = ask(path, query)
        assert answer.status == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.body["detail"].startswith("cursor must be the next_cursor of")


def test_commas_plus_signs_slashes_and_accents_in_a_resource_id_arrive() -> None:
    items = ask("/compliance/states", f"resource_id={quote(AWKWARD, safe='')}").body["items"]
    assert [item["resource_id"] for item in items] == [AWKWARD]


def test_lists_can_be_filtered_by_status_and_events_by_source() -> None:
    items = ask("/compliance/states", "status=NON_COMPLIANT").body["items"]
    assert {item["resource_id"] for item in items} == {"bucket-1", AWKWARD}
    assert ask("/events", "source=aws.config&limit=1").body["items"]
    assert ask("/events", "source=aws.other").body["items"] == []


def test_of_a_deleted_resource_there_is_history_but_no_state() -> None:
    assert ask("/compliance/states", "resource_id=bucket-4").body["items"] == []
    assert ask("/compliance/summary", "resource_id=bucket-4").body["total"] == 0
    assert len(ask("/events", "resource_id=bucket-4").body["items"]) == 2


def test_an_account_that_is_not_watched_is_an_empty_answer() -> None:
    query = "account=999999999999"
    assert ask("/compliance/summary", query).body["total"] == 0
    assert ask("/compliance/summary", query).body["compliance_percentage"] is None
    for path in ("/compliance/states", "/events"):
        assert ask(path, query).body == {"items": [], "next_cursor": None}
