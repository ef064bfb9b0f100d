"""A caller with a scope sees its accounts in every answer, and nothing of any other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lambdas.compliance_api.families import FAMILIES, routes
from shared.domain.snapshots import Heard, Snapshot
from shared.endpoints import DOCS, ENDPOINTS, OPENAPI, REPORT, TIMELINE_PAGE, VIOLATIONS_PAGE
from shared.usecases.record_batch import record_batch
from tests.builders.api import ask, scoped, serve
from tests.builders.observations import C, N, at, key, result
from tests.builders.questions import messages
from tests.builders.snapshots import counts
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_overview import InMemoryOverview

MINE, OTHERS = "222222222222", "333333333333"
ROLES = f'{{"Payments":["{MINE}"],"Platform":["*"],"Nobody":["x"]}}'
QUERIES = {"/compliance/timeline": "resource_id=bucket-1", "/compliance/trend": "days=2"}
# Whose exports and mutes somebody sees is told beside the other tests of these.
ELSEWHERE = ("/exports", "/mutes")
PERSONAL = [
    route.at.path
    for route in routes()
    if route.personal and not route.at.path.startswith(ELSEWHERE)
]


def by_role(role: str) -> dict[str, Any]:
    return {"iam": {"userArn": f"arn:aws:sts::111111111111:assumed-role/{role}/me"}}


def by_claim(value: str) -> dict[str, Any]:
    return {"jwt": {"claims": {"accounts": value, "sub": "me"}, "scopes": None}}


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    told = InMemoryComplianceStore()
    theirs = replace(key("bucket-1"), account=OTHERS)
    heard = [
        result(0, C),
        result(1, N, C),
        result(2, N, of=theirs),
        result(3, C, N, of=theirs),
        result(4, N, C, of=theirs),
    ]
    moved = [replace(one, origin=replace(one.origin, account=one.key.account)) for one in heard]
    record_batch(messages(moved), told, at(60), lambda _: None)
    known = InMemoryOverview(told)
    known.places = [Heard(account, "eu-central-1", at(0), at(9)) for account in (MINE, OTHERS)]
    known.snapshots[at(0).date() - timedelta(days=1)] = Snapshot(
        at(0), {MINE: counts(3, 1), OTHERS: counts(50, 0)}
    )
    names = ("violations", "tellings", "ends", "snapshots", "registry")
    serve(monkeypatch, told, **dict.fromkeys(names, known))
    scoped(monkeypatch, API_SCOPE_ROLES=ROLES)


@pytest.mark.parametrize("path", PERSONAL)
def test_nothing_of_other_accounts_is_in_any_answer(path: str) -> None:
    query = QUERIES.get(path, "limit=100" if path != "/compliance/summary" else "")
    mine = ask(path, query, caller=by_role("Payments"))
    assert mine.status == 200
    assert OTHERS not in mine.text
    everything = ask(path, query, caller=by_role("Platform"))
    assert everything.body != mine.body


@pytest.mark.parametrize("path", [path for path in PERSONAL if path != "/rules"])
def test_asking_for_another_account_is_as_asking_for_one_that_does_not_exist(path: str) -> None:
    query = QUERIES.get(path, "")
    theirs = ask(path, f"{query}&account={OTHERS}", caller=by_role("Payments"))
    nobodys = ask(path, f"{query}&account=999999999999", caller=by_role("Payments"))
    assert (theirs.status, theirs.body) == (200, nobodys.body)
    own = ask(path, f"{query}&account={MINE}", caller=by_role("Payments"))
    assert own.body != theirs.body


def test_the_trend_of_the_organisation_is_that_of_the_accounts_of_the_scope() -> None:
    day, _ = ask("/compliance/trend", "days=2", caller=by_role("Payments")).body["items"]
    assert day["counts"]["total"] == 4


def test_the_trend_of_a_rule_is_of_all_accounts_and_so_is_not_told() -> None:
    for query in ("rule_name=r", "resource_type=t"):
        answer = ask("/compliance/trend", query, caller=by_role("Payments"))
        assert answer.status == 403
        assert "you may see only some" in answer.body["detail"]
        assert ask("/compliance/trend", query, caller=by_role("Platform")).status == 200


@pytest.mark.parametrize(
    "caller",
    [
        by_role("Unknown"),
        by_role("Nobody"),
        {"iam": {"userArn": "arn:aws:iam::111111111111:user/Payments"}},
        {"iam": {"userArn": "arn:aws:sts::111111111111:federated-user/Payments"}},
        {"iam": {"userArn": None}},
        {},
    ],
)
@pytest.mark.parametrize("path", PERSONAL)
def test_a_caller_without_a_scope_is_refused_everywhere(path: str, caller: dict[str, Any]) -> None:
    answer = ask(path, QUERIES.get(path, ""), caller=caller)
    assert answer.status == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.body["detail"].startswith("You may see no accounts")


@pytest.mark.parametrize("value", [MINE, f"[{MINE}]", f"{MINE},{MINE}", f"[{MINE} {MINE}]"])
def test_the_claim_of_a_token_can_list_accounts_in_these_forms(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    scoped(monkeypatch, API_SCOPE_CLAIM="accounts")
    items = ask("/compliance/violations", caller=by_claim(value)).body["items"]
    assert {item["account"] for item in items} == {MINE}


@pytest.mark.parametrize("value", ["", "[]", "all", f"{MINE} and more", "22222222222"])
def test_a_claim_that_is_not_understood_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    scoped(monkeypatch, API_SCOPE_CLAIM="accounts")
    assert ask("/events", caller=by_claim(value)).status == 403
    assert ask("/events", caller={"jwt": {"claims": None}}).status == 403


def test_a_cursor_of_one_scope_is_none_of_another() -> None:
    for path in ("/events", "/compliance/violations", "/compliance/states", "/rules"):
        cursor = ask(path, "limit=1", caller=by_role("Platform")).body["next_cursor"]
        answer = ask(path, f"limit=1&cursor={cursor}", caller=by_role("Payments"))
        assert answer.status == 400


def test_every_endpoint_is_served_and_what_is_not_personal_is_known() -> None:
    assert {route.at for route in routes()} == {*ENDPOINTS, DOCS}
    for load, family in FAMILIES.items():
        assert [route.at for route in load()] == list(family)
    assert {route.at for route in routes() if not route.personal} == {
        *(OPENAPI, DOCS, REPORT, TIMELINE_PAGE, VIOLATIONS_PAGE),
    }
