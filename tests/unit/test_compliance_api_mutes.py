"""Mutes over the API: asked for, seen in every answer, ended, and never beyond one's scope."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lambdas.compliance_api.callers import COMMAND_LINE
from shared.adapters.mutes_with_settings import MutesWithSettings
from shared.adapters.pooled_open_violations import PooledOpenViolations
from shared.domain.mute_rules import MOST_ACTIVE
from shared.domain.mutes import MuteOrigin
from shared.usecases.record_batch import record_batch
from tests.builders.api import ask, scoped, serve
from tests.builders.http_events import Answer, query
from tests.builders.mutes import created, muting
from tests.builders.observations import C, N, at, key, result
from tests.builders.questions import messages
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_queries import InMemoryComplianceQueries

MINE, OTHERS = "222222222222", "333333333333"
REASON = "a migration is under way"
ROLES = f'{{"Payments":["{MINE}"],"Platform":["*"]}}'
PAYMENTS = {"iam": {"userArn": "arn:aws:sts::111111111111:assumed-role/Payments/ann"}}
NOBODY = {"iam": {"userArn": None}}


@pytest.fixture(autouse=True)
def mutes(monkeypatch: pytest.MonkeyPatch) -> InMemoryMutes:
    store = InMemoryComplianceStore()
    heard = [result(0, C), result(10, N, C), result(20, N, of=key("bucket-2"))]
    record_batch(messages([*heard, result(30, C, of=key("c"))]), store, at(60), lambda _: None)
    kept = InMemoryMutes()
    states = PooledOpenViolations(InMemoryComplianceQueries(store), ThreadPoolExecutor(2))
    planned = muting("planned", origin=MuteOrigin.SETTINGS, created_at=None, account=OTHERS)
    serve(monkeypatch, store, mutes=MutesWithSettings(kept, [planned]), open_violations=states)
    return kept


def add(headers: dict[str, str] | None = None, **members: Any) -> Answer:
    caller = members.pop("caller", None)
    body = {"reason": REASON, "until": "2026-11-27", **members}
    return ask("/mutes", "", "POST", json.dumps(body), caller, headers)


def test_a_mute_has_just_these_members_and_is_found_again() -> None:
    answer = add(resource_id="bucket-1", rule_name="s3-*", tag="team=a=b", owner="payments")
    body = answer.body
    assert (answer.status, answer.headers["location"]) == (201, f"/mutes/{body['id']}")
    assert body == {
        "id": body["id"],
        "active": True,
        "account": None,
        "region": None,
        "rule_name": "s3-*",
        "resource_type": None,
        "resource_id": "bucket-1",
        "tag": "team=a=b",
        "owner": "payments",
        "reason": REASON,
        "created_at": "2026-11-20T10:00:00.000Z",
        "created_by": "arn:aws:iam::1:u",
        "origin": "api",
        "until": "2026-11-27T00:00:00.000Z",
        "ended_at": None,
        "ended_by": None,
    }
    assert ask(f"/mutes/{body['id']}").body == body
    assert ask("/mutes").body["items"] == [body, ask("/mutes/planned").body]


def test_whoever_asks_owns_it_unless_another_is_named_and_is_known_by_token_too() -> None:
    assert add(account=MINE).body["owner"] == "arn:aws:iam::1:u"
    by_token = add(account=MINE, caller={"jwt": {"claims": {"sub": "ann"}}}).body
    assert (by_token["owner"], by_token["created_by"]) == ("ann", "ann")
    by_command = add({"user-agent": f"{COMMAND_LINE}/1"}, account=MINE).body
    assert by_command["origin"] == "command-line"
    for caller in (NOBODY, {}):
        answer = add(account=MINE, caller=caller)
        assert (answer.status, answer.body["detail"]) == (
            403,
            "It is not known who you are, so you may only read.",
        )


def test_the_same_order_with_the_same_key_is_one_mute() -> None:
    headers = {"idempotency-key": "1f0c"}
    first, again = add(headers, account=MINE), add(headers, account=MINE)
    assert (first.status, again.status, first.body) == (201, 201, again.body)
    refused = add(headers, account=OTHERS)
    assert (refused.status, refused.body["title"]) == (409, "Conflict")
    assert add(account=MINE).body["id"] != first.body["id"]
    assert add({"idempotency-key": ""}, account=MINE).status == 400


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({}, "account must be given, or one of rule_name"),
        ({"account": MINE, "reason": "          "}, "reason must have 10 to 1,000 characters"),
        ({"account": MINE, "reason": "short"}, "reason must be given: why, in 10 to 1,000"),
        ({"account": MINE, "until": "2026-11-20"}, "until must lie in the future"),
        ({"account": MINE, "until": "2027-03-01"}, "until must lie at most 90 days ahead"),
        ({"account": MINE, "until": None}, "until must be given: an instant"),
        ({"account": "2"}, "account must be the id of an account"),
        ({"tag": "team"}, "tag must be a tag of resources, key=value"),
        ({"rule_name": "**"}, "rule_name must have more than * in it"),
        ({"everything": True}, "everything is not a parameter here"),
    ],
)
def test_a_mute_that_may_not_be_is_told_why(members: dict[str, Any], said: str) -> None:
    answer = add(**members)
    assert answer.status == 400
    assert answer.body["detail"].startswith(said)


def test_there_is_a_limit_to_how_many_there_are(mutes: InMemoryMutes) -> None:
    mutes.mutes = {str(n): muting(str(n)) for n in range(MOST_ACTIVE)}
    answer = add(account=MINE)
    assert (answer.status, answer.body["detail"][:5]) == (409, "1,000")


def test_a_mute_is_ended_once_and_what_was_done_is_kept(mutes: InMemoryMutes) -> None:
    body = add(account=MINE).body
    ended = ask(f"/mutes/{body['id']}", method="DELETE")
    assert (ended.status, ended.body["active"]) == (200, False)
    assert (ended.body["ended_at"], ended.body["ended_by"]) == (
        "2026-11-20T10:00:00.000Z",
        "arn:aws:iam::1:u",
    )
    assert ask(f"/mutes/{body['id']}", method="DELETE").body == ended.body
    assert ask("/mutes", "state=ended").body["items"] == [ended.body]
    newest, first = ask("/mutes/audit").body["items"]
    assert (newest["action"], first["action"]) == ("ended", "created")
    assert first == {
        **{name: body[name] for name in first if name in body},
        "at": "2026-11-20T10:00:00.000Z",
        "action": "created",
        "by": "arn:aws:iam::1:u",
        "origin": "api",
        "address": "205.255.255.176",
        "mute_id": body["id"],
    }
    assert len(mutes.entries) == 2


def test_a_mute_of_the_settings_is_ended_in_the_settings() -> None:
    answer = ask("/mutes/planned", method="DELETE")
    assert answer.status == 409
    assert "stands in the settings of the deployment, under [[mutes]]" in answer.body["detail"]
    assert ask("/mutes/planned").body["created_at"] is None


def test_a_mute_that_is_not_there_is_unknown() -> None:
    for method in ("GET", "DELETE"):
        answer = ask("/mutes/none", method=method)
        assert (answer.status, answer.body["detail"][:21]) == (404, "There is no such mute")


def test_mutes_are_filtered_and_paged_and_written_as_rows() -> None:
    ids = [add(resource_id=f"b-{n}", until=f"2026-11-2{n}").body["id"] for n in (3, 1, 2)]
    first = ask("/mutes", "limit=2").body
    rest = ask("/mutes", f"limit=2&cursor={first['next_cursor']}").body
    listed = [item["id"] for item in first["items"] + rest["items"]]
    assert listed == [ids[1], ids[2], ids[0], "planned"]
    assert ask("/mutes", f"limit=2&cursor={first['next_cursor']}&state=all").status == 400
    for asked in ("resource_id=b-3", query(owner="arn:aws:iam::1:u", resource_id="b-3")):
        assert [item["id"] for item in ask("/mutes", asked).body["items"]] == ids[:1]
    assert [item["id"] for item in ask("/mutes", "origin=settings").body["items"]] == ["planned"]
    assert ask("/mutes", "format=csv").text.startswith("id,active,account,region,rule_name")
    assert ask("/mutes/audit", "format=csv").text.startswith("at,action,by,origin,address,mute_id")


def test_what_is_muted_says_so_in_every_answer_and_stays_there() -> None:
    mute = add(resource_id="bucket-1").body
    told = {"muted": True, "muted_until": mute["until"], "mute_id": mute["id"]}
    free = {"muted": False, "muted_until": None, "mute_id": None}
    for path, asked in (("violations", ""), ("states", "status=NON_COMPLIANT")):
        items = ask(f"/compliance/{path}", asked).body["items"]
        found = {item["resource_id"]: {name: item[name] for name in told} for item in items}
        assert found == {"bucket-1": told, "bucket-2": free}
    now, before = ask("/compliance/timeline", "resource_id=bucket-1").body["items"]
    assert {name: now[name] for name in told} == told
    assert before["muted"] is None
    assert (
        ask("/compliance/violations", "format=csv")
        .text.splitlines()[0]
        .endswith(
            "muted,muted_until,mute_id,age_seconds,told,told_at,channel,channels,channel_because"
            ",sightings,reopened"
        )
    )


@pytest.mark.parametrize("asked", ["", f"account={MINE}", "resource_id=bucket-1"])
def test_the_score_is_told_with_and_without_what_is_muted(asked: str) -> None:
    add(resource_id="bucket-*", account=MINE)
    body = ask("/compliance/summary", asked).body
    assert body["muted"] == body["non_compliant"] > 0
    assert body["compliance_percentage_without_muted"] == (100.0 if body["compliant"] else None)
    add(tag="team=payments")
    body = ask("/compliance/summary").body
    assert (body["muted"], body["compliance_percentage_without_muted"]) == (None, None)


def test_a_mute_by_tag_is_not_known_to_cover_something_and_not_known_not_to() -> None:
    add(tag="team=payments", resource_id="bucket-1")
    first, second = ask("/compliance/violations").body["items"]
    assert (first["muted"], first["mute_id"], second["muted"]) == (None, None, False)


def test_with_a_scope_one_mutes_and_sees_what_is_of_its_accounts(
    monkeypatch: pytest.MonkeyPatch, mutes: InMemoryMutes
) -> None:
    scoped(monkeypatch, API_SCOPE_ROLES=ROLES)
    wider: list[dict[str, Any]] = [{"account": OTHERS}, {"rule_name": "restricted-ssh"}]
    for members in wider:
        answer = add(caller=PAYMENTS, **members)
        assert (answer.status, answer.body["detail"]) == (
            403,
            "You may mute only in the accounts that you may see: name one.",
        )
    mine = add(caller=PAYMENTS, account=MINE).body
    theirs: list[dict[str, Any]] = [{"account": OTHERS}, {"resource_id": "secret"}]
    for number, selector in enumerate(theirs):
        mutes.add(created(muting(f"theirs-{number}", **selector), number))
    assert ask("/mutes", caller=PAYMENTS).body["items"] == [mine]
    assert [each["mute_id"] for each in ask("/mutes/audit", caller=PAYMENTS).body["items"]] == [
        mine["id"]
    ]
    for method in ("GET", "DELETE"):
        for name in ("theirs-0", "theirs-1", "planned"):
            assert ask(f"/mutes/{name}", method=method, caller=PAYMENTS).status == 404
        assert ask(f"/mutes/{mine['id']}", method=method, caller=PAYMENTS).status == 200
    assert len(ask("/mutes", "state=all", caller={"iam": PLATFORM}).body["items"]) == 4


PLATFORM = {"userArn": "arn:aws:sts::111111111111:assumed-role/Platform/bob"}
