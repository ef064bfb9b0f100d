"""What changes in AWS Config without an event."""

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from local.emulator import routes
from tests.builders.config_source import (
    AGENT,
    BUCKET,
    REGION,
    C,
    at,
    deletion,
    details,
    documents,
    happened,
    result,
    rule_deletion,
    rules,
)

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

CONFIG = "/_local/aws-config"
PLACE = {"account": AGENT, "region": REGION}


def post(content: object) -> tuple[int, Any]:
    return routes.answer("POST", CONFIG, b"", json.dumps(content).encode())


def change(*changes: object) -> list[int]:
    status, document = post(list(changes))
    assert status == 200, document
    gone: list[int] = document["results_gone"]
    return gone


def test_a_change_that_no_event_tells_of_changes_what_is_known(config: "Config") -> None:
    happened(result("a"), result("b"), result("a", rule="public"), result("c", rule="old"))
    gone = change(
        {"delete_resource": PLACE | {"resource_type": BUCKET, "resource_id": "a"}},
        {"delete_rule": PLACE | {"rule": "old"}},
        {"delete_rule": PLACE | {"rule": "never there"}},
    )
    assert gone == [2, 1, 0]
    assert [rule["ConfigRuleName"] for rule in rules(config)] == ["encrypted"]
    found = documents(config, f"SELECT resourceId WHERE resourceType = '{BUCKET}'")
    assert found == [{"resourceId": "b"}, {"resourceId": "c"}]


def test_what_went_silently_stays_gone_when_older_events_come_again(config: "Config") -> None:
    again = [result("a", minute=1), result("a", rule="old", minute=1)]
    happened(*again)
    change({"delete_rule": PLACE | {"rule": "old"}}, {"delete_account": AGENT})
    happened(*again)
    assert rules(config) == []
    happened(result("a", minute=2))
    assert [rule["ConfigRuleName"] for rule in rules(config)] == ["encrypted"]
    change({"forget": {"account": AGENT}})
    happened(*again)
    assert [rule["ConfigRuleName"] for rule in rules(config)] == ["encrypted", "old"]


@pytest.mark.usefixtures("config")
def test_all_that_is_known_is_shown_whatever_an_aggregator_has() -> None:
    happened(result("a", minute=1))
    last = {"status": "FAILED", "last_update": at(0), "error": "no role"}
    change({"source": PLACE | last})
    happened(result("a", C, minute=2), deletion("b", 2), rule_deletion("old", 2))
    _status, shown = routes.answer("GET", CONFIG, b"", b"")
    assert json.loads(json.dumps(shown)) == {
        "sources": [PLACE | last],
        "results": [
            PLACE
            | {
                "rule": "encrypted", "resource_type": BUCKET, "resource_id": "a",
                "compliance": C, "recorded": at(2), "annotation": None,
            }
        ],
    }  # fmt: skip


def test_what_is_asked_while_much_happens_is_answered_and_nothing_is_forgotten(
    config: "Config",
) -> None:
    def happen(worker: int) -> None:
        for number in range(200):
            happened(result(f"b-{worker}-{number}"), result("a", rule=f"rule-{worker}-{number}"))

    threads = [threading.Thread(target=happen, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        documents(config, "SELECT COUNT(*)")
        routes.answer("GET", CONFIG, b"", b"")
    query = "SELECT COUNT(*) WHERE resourceType = 'AWS::Config::ResourceCompliance'"
    assert documents(config, query) == [{"COUNT(*)": 801}]
    assert len(rules(config)) == 801


def test_all_that_is_wrong_with_changes_is_said_and_nothing_is_done(config: "Config") -> None:
    status, document = post(
        [
            {"delete_account": AGENT, "forget": {"account": AGENT}},
            {"delete_rule": {"account": "12", "region": REGION}},
            {"delete_rule": {"account": "12", "region": REGION, "rule": "a"}},
            {"delete_account": 12},
            {"forget": AGENT},
            {"source": PLACE | {"status": "GOOD", "last_update": "now", "error": 1, "since": 1}},
            {"source": PLACE | {"status": "GOOD", "last_update": "now", "error": 1}},
            {"source": PLACE | {"status": "FAILED"}},
        ]
    )
    kinds = "delete_rule, delete_resource, delete_account, source, forget"
    assert (status, document["message"].split("; ")) == (
        400,
        [
            f"[0] is not an object with one of: {kinds}",
            "[1] delete_rule has no rule (a text)",
            "[2] delete_rule: account '12' does not have 12 digits",
            "[3] delete_account has no account (a text)",
            "[4] forget is not a JSON object",
            "[5] source knows no since",
            "[6] source: status 'GOOD' is none of: SUCCEEDED, FAILED, OUTDATED",
            "[6] source: last_update 'now' is not an ISO 8601 instant",
            "[6] source: error is not a text",
        ],
    )
    assert post({}) == (400, {"message": "the body must be a JSON list of changes"})
    assert details(config) == []
