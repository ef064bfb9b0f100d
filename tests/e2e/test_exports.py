"""Exports on the local AWS: ordered through the API, written by the function, downloaded."""

import csv
import json
import urllib.request
from io import StringIO
from typing import Any

import pytest

from local import api
from tests.e2e.happenings import NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually

HOW_MANY = 60


@pytest.fixture(scope="module")
def rule(running: Running) -> str:
    """Return the name of a rule that so many resources violate."""
    name = unique("custom-rule")
    groups = [Watched(running.account, unique("=sg"), name) for _ in range(HOW_MANY)]
    running.deliver(*(group.becomes(NON_COMPLIANT, n) for n, group in enumerate(groups)))
    eventually(
        lambda: (
            len(running.list_all("/compliance/states", rule_name=name, limit="100")) == HOW_MANY
        ),
        60,
        "all states",
    )
    return name


def exported(running: Running, **order: str) -> tuple[dict[str, Any], str]:
    """Order an export; return what is said of it when it is over, and its file."""
    answer = api.post(running.stack, "/exports", order)
    assert answer.status == 202, answer
    path = f"/exports/{answer.document['id']}"

    def over() -> dict[str, Any] | None:
        said = running.ask(path)
        return said if said["finished_at"] else None

    said = eventually(over, 60, "an export that is over")
    with urllib.request.urlopen(said["url"], timeout=30) as response:
        return said, response.read().decode()


@pytest.mark.parametrize("of", ["states", "events", "violations"])
def test_an_export_holds_what_its_list_has(running: Running, rule: str, of: str) -> None:
    said, text = exported(running, of=of, format="ndjson", rule_name=rule)
    rows = [json.loads(line) for line in text.split("\n")[:-1]]
    assert (said["status"], said["complete"], said["rows"]) == ("complete", True, HOW_MANY)
    assert said["size"] == len(text.encode())
    path = "/events" if of == "events" else "/compliance/states"
    listed = running.list_all(path, rule_name=rule, limit="100")
    for row in rows:
        row.pop("age_seconds", None)
    assert sorted(map(str, rows)) == sorted(map(str, listed))


def test_a_table_defuses_what_a_spreadsheet_would_run(running: Running, rule: str) -> None:
    said, text = exported(running, of="states", format="csv", rule_name=rule)
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert said["rows"] == len(rows) == HOW_MANY
    assert all(row["resource_id"].startswith("'=sg") for row in rows)
    listed = running.ask("/exports")["items"]
    assert said["id"] in {item["id"] for item in listed}


def test_a_bad_order_is_a_problem(running: Running) -> None:
    answer = api.post(running.stack, "/exports", {"of": "states"})
    assert (answer.status, answer.document["status"]) == (400, 400)
    assert api.get(running.stack, "/exports/none").status == 404
