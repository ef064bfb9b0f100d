"""Violations, timelines, accounts, rules and days through the gateway, in JSON and in rows."""

import csv
from io import StringIO

import requests

from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Json, Running, eventually
from tests.e2e.test_description import Signed

RULE = "restricted-ssh"


def violation(running: Running, watched: Watched) -> Json | None:
    filters = {"account": watched.account, "rule_name": RULE, "order": "newest", "limit": "100"}
    items = running.list_all("/compliance/violations", **filters)
    return next((item for item in items if item["resource_id"] == watched.resource_id), None)


def test_a_violation_is_listed_with_whether_it_was_told(running: Running) -> None:
    watched = Watched(running.account, unique("sg"), RULE)
    running.deliver(watched.becomes(NON_COMPLIANT, 5, COMPLIANT))
    found = eventually(lambda: violation(running, watched), 30, "the violation")
    assert found["age_seconds"] >= 300
    assert found["severity"] == "critical" or found["severity"] == "high"
    told = eventually(
        lambda: (seen := violation(running, watched)) and seen["told"] and seen, 60, "it is told"
    )
    assert told["told_at"] > told["since"]


def test_the_timeline_of_a_resource_ends_with_its_deletion(running: Running) -> None:
    watched = Watched(running.account, unique("sg"), RULE)
    running.deliver(
        watched.becomes(COMPLIANT, 30),
        watched.becomes(NON_COMPLIANT, 20, COMPLIANT, "Port 22 is open"),
    )
    eventually(lambda: running.state(watched.resource_id), 30, "a state")
    running.deliver(watched.is_deleted(5))
    eventually(lambda: not running.state(watched.resource_id), 30, "the state is closed")
    violated, complied = running.list_all("/compliance/timeline", resource_id=watched.resource_id)
    assert (complied["status"], complied["duration_seconds"]) == (COMPLIANT, 600.0)
    assert (violated["previous_status"], violated["annotation"]) == (COMPLIANT, "Port 22 is open")
    assert (violated["duration_seconds"], violated["ended_by"]) == (900.0, "resource")


def test_accounts_rules_and_days_say_how_it_stands(running: Running) -> None:
    watched = Watched(running.account, unique("sg"), RULE)
    running.deliver(watched.becomes(NON_COMPLIANT, 1, COMPLIANT))
    eventually(lambda: running.state(watched.resource_id), 30, "a state")

    def account() -> Json | None:
        [item] = running.ask("/accounts", account=running.account)["items"]
        found: Json = item
        return found if found["counts"] and found["counts"]["non_compliant"] else None

    seen = eventually(account, 30, "the account has violations")
    assert (seen["silent"], seen["regions"][0]["region"]) == (False, running.stack.region)
    [rule] = [item for item in running.list_all("/rules") if item["name"] == RULE]
    assert (rule["seen"], rule["classified"]) == (True, True)
    assert rule["counts"]["non_compliant"] >= 1
    assert len(running.ask("/compliance/trend", days="7")["items"]) == 7


def test_rows_are_whole_through_the_links_of_their_pages(running: Running) -> None:
    rule = unique("custom-rule")
    wanted = [Watched(running.account, unique("sg"), rule) for _ in range(5)]
    running.deliver(*(one.becomes(NON_COMPLIANT, n) for n, one in enumerate(wanted)))
    query = {"rule_name": rule}
    eventually(
        lambda: len(running.list_all("/compliance/violations", **query)) == len(wanted),
        30,
        "all violations",
    )
    url = f"{running.stack.api_url}/compliance/violations"
    found: list[str] = []
    target = f"{url}?rule_name={rule}&limit=2&format=csv"
    while target:
        answer = requests.get(target, auth=Signed(running.stack), timeout=30)
        assert answer.headers["content-type"].startswith("text/csv")
        found += [row["resource_id"] for row in csv.DictReader(StringIO(answer.text, newline=""))]
        link = answer.links.get("next")
        target = url + link["url"] if link else ""
    assert sorted(found) == sorted(one.resource_id for one in wanted)
