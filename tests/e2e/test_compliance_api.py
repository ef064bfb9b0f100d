"""The API through its gateway: signed requests, awkward names, cursors, refusals."""

import urllib.parse

import pytest

from local import api
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually

AWKWARD = "a,b+c d/é?=&%23#1"


def test_a_resource_id_with_any_character_is_found_by_it(running: Running) -> None:
    watched = Watched(running.account, unique(AWKWARD), unique("custom-rule"))
    running.deliver(watched.becomes(NON_COMPLIANT, 2, COMPLIANT))
    found = eventually(lambda: running.state(watched.resource_id), 30, "a state")
    assert found["resource_id"] == watched.resource_id
    [event] = running.list_all("/events", resource_id=watched.resource_id)
    assert event["resource_id"] == watched.resource_id
    summary = running.ask("/compliance/summary", resource_id=watched.resource_id)
    assert (summary["total"], summary["non_compliant"]) == (1, 1)


def test_lists_are_whole_through_their_cursors_whichever_filters_lead_to_them(
    running: Running,
) -> None:
    rule = unique("custom-rule")
    groups = [
        Watched(running.stack.agent_accounts[n % 2], unique("sg"), rule, f"AWS::EC2::Type{n % 3}")
        for n in range(12)
    ]
    running.deliver(*(group.becomes(NON_COMPLIANT, n) for n, group in enumerate(groups)))
    eventually(
        lambda: len(running.list_all("/compliance/states", rule_name=rule)) == len(groups),
        30,
        "all states",
    )
    wanted = {group.resource_id for group in groups}
    for filters in (
        {"rule_name": rule},
        {"status": NON_COMPLIANT, "limit": "50"},
        {"region": running.stack.region, "limit": "50"},
    ):
        items = running.list_all("/compliance/states", **{"limit": "5", **filters})
        found = [item["resource_id"] for item in items if item["rule_name"] == rule]
        assert len(found) == len(set(found))
        assert set(found) == wanted
    events = running.list_all("/events", rule_name=rule, limit="5")
    assert [event["resource_id"] for event in events] == [group.resource_id for group in groups]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("account=222222222222&account=333333333333", "account"),
        ("limit=1000", "limit"),
        ("cursor=forged", "cursor"),
        ("status=", "status"),
        ("start_date=" + urllib.parse.quote("last week"), "start_date"),
    ],
)
def test_a_bad_parameter_is_a_problem_that_names_it(
    running: Running, query: str, named: str
) -> None:
    answer = api.get(running.stack, f"/events?{query}")
    assert (answer.status, answer.document["status"]) == (400, 400)
    assert answer.document["detail"].startswith(named)
