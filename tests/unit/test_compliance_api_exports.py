"""The routes of exports: ordering one, seeing how far it is, and where its file is to be had."""

import json
from datetime import timedelta
from typing import Any

import pytest

from lambdas.compliance_api import bootstrap, export_services
from lambdas.compliance_api.export_services import ExportServices
from shared.usecases.ask_for_export import MOST_UNDER_WAY
from tests.builders.api import ask, scoped, serve
from tests.builders.exporting import OTHER, Exporting
from tests.builders.http_events import Answer
from tests.fakes.mortal import Life


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Exporting:
    made = Exporting(page_rows=8)
    serve(monkeypatch, made.store)
    monkeypatch.setattr(bootstrap, "now", made.clock.now)
    have = ExportServices(exports=made.exports, links=made.files, workers=made.workers)
    monkeypatch.setattr(export_services, "export_services", lambda: have)
    return made


def order(**members: Any) -> Answer:
    return ask("/exports", method="POST", body=json.dumps(members))


def test_an_order_is_accepted_and_says_what_will_be_written(office: Exporting) -> None:
    answer = order(of="violations", format="csv", severity="high", account=OTHER)
    export_id = answer.body["id"]
    assert (answer.status, answer.headers["location"]) == (202, f"/exports/{export_id}")
    assert answer.body == {
        "id": export_id,
        "status": "queued",
        "complete": False,
        "of": "violations",
        "format": "csv",
        "filters": {"account": OTHER, "severity": "high"},
        "rows": 0,
        "size": 0,
        "created_at": "2026-11-20T12:00:00.000Z",
        "finished_at": None,
        "expires_at": "2026-11-27T12:00:00.000Z",
        "reason": None,
        "url": None,
        "url_expires_at": None,
    }
    assert office.workers.asked == [export_id]
    assert ask(f"/exports/{export_id}").body == answer.body


@pytest.mark.usefixtures("office")
def test_events_are_ordered_for_a_time_that_has_an_end() -> None:
    filters = order(of="events", format="ndjson", start_date=1795000000, source="aws.config").body[
        "filters"
    ]
    assert filters == {
        "source": "aws.config",
        "start_date": "2026-11-18T11:06:40.000Z",
        "end_date": "2026-11-20T12:00:00.000Z",
    }


def test_a_complete_export_has_its_file_for_a_quarter_of_an_hour(office: Exporting) -> None:
    export_id = order(of="states", format="csv").body["id"]
    office.work(export_id)
    body = ask(f"/exports/{export_id}").body
    assert (body["status"], body["complete"], body["rows"]) == ("complete", True, 40)
    assert body["size"] == len(office.files.stored[f"exports/{export_id}.csv"])
    assert body["url"] == (
        f"https://files/exports/{export_id}.csv?name=states-20261120T120000Z.csv&seconds=900"
    )
    assert body["url_expires_at"] == "2026-11-20T12:15:00.000Z"
    office.clock.time += timedelta(days=7, minutes=-5)
    assert ask(f"/exports/{export_id}").body["url"].endswith("seconds=300")
    office.clock.time += timedelta(minutes=5)
    assert ask(f"/exports/{export_id}").status == 404


def test_an_incomplete_export_says_so_why_and_in_the_name_of_its_file(office: Exporting) -> None:
    export_id = order(of="states", format="ndjson").body["id"]
    office.die(export_id, Life(9))
    assert ask(f"/exports/{export_id}").body["status"] == "running"
    office.clock.sleep(timedelta(hours=2))
    body = ask(f"/exports/{export_id}").body
    assert (body["status"], body["complete"], body["url"]) == ("incomplete", False, None)
    assert body["reason"] == "nobody has worked on it since 2026-11-20 12:00 UTC"
    office.work(export_id)
    body = ask(f"/exports/{export_id}").body
    assert (body["status"], body["complete"], body["rows"]) == ("incomplete", False, 16)
    assert "states-20261120T120000Z-incomplete.ndjson" in body["url"]


def test_exports_are_listed_newest_first_through_a_cursor(office: Exporting) -> None:
    orders = []
    for _ in range(3):
        orders.append(order(of="states", format="csv").body["id"])
        office.clock.sleep(timedelta(seconds=1))
    office.work(orders[0])
    first = ask("/exports", "limit=2").body
    rest = ask("/exports", f"limit=2&cursor={first['next_cursor']}").body
    found = [item["id"] for item in first["items"] + rest["items"]]
    assert (found, rest["next_cursor"]) == (orders[::-1], None)
    assert rest["items"][0]["url"] is None
    assert ask("/exports", "cursor=forged").status == 400


def test_exports_are_listed_as_rows_too(office: Exporting) -> None:
    orders = []
    for _ in range(2):
        orders.append(order(of="states", format="csv").body["id"])
        office.clock.sleep(timedelta(seconds=1))
    first = ask("/exports", "limit=1&format=csv")
    header, row = first.text.splitlines()
    assert first.headers["content-type"].startswith("text/csv")
    assert header.startswith("id,status,complete,of,format,filters,rows,size,created_at")
    assert row.startswith(f"{orders[1]},queued,false,states,csv,{{}},0,0,")
    rest = ask("/exports", f"limit=1&format=ndjson&cursor={first.headers['x-next-cursor']}")
    assert [json.loads(line)["id"] for line in rest.text.splitlines()] == [orders[0]]
    assert "x-next-cursor" not in rest.headers


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("members", "detail"),
    [
        ({"format": "csv"}, "of must be one of states, events, violations"),
        ({"of": "rules", "format": "csv"}, "of must be one of states, events, violations"),
        ({"of": "states", "format": "xlsx"}, "format must be one of csv, ndjson"),
        ({"of": "states", "format": "csv", "severity": "high"}, "severity is no filter of states"),
        ({"of": "violations", "format": "csv", "status": "COMPLIANT"}, "status is no filter of"),
        ({"of": "states", "format": "csv", "start_date": "2026-11-01"}, "start_date is no filter"),
        ({"of": "events", "format": "csv", "start_date": "soon"}, "start_date must be with events"),
        ({"of": "events", "format": "csv", "end_date": True}, "end_date must be with events"),
        (
            {"of": "events", "format": "csv", "start_date": "2026-11-02", "end_date": 1},
            "start_date must be before end_date",
        ),
        ({"of": "states", "format": "csv", "account": 1}, "account must be the id of an account"),
        ({"of": "states", "format": "csv", "all": 1}, "all is not a parameter here; there are of"),
    ],
)
def test_a_bad_order_is_told_what_is_wrong_with_it(members: dict[str, Any], detail: str) -> None:
    answer = order(**members)
    assert answer.status == 400
    assert answer.body["detail"].startswith(detail)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("body", [None, "", "{", "[]", "7", '"states"'])
def test_a_body_that_is_no_order_is_a_bad_request(body: str | None) -> None:
    answer = ask("/exports", method="POST", body=body)
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.usefixtures("office")
def test_a_body_that_is_too_long_is_not_read() -> None:
    answer = ask("/exports", method="POST", body=" " * 20_000)
    assert (answer.status, answer.body["title"]) == (413, "Content Too Large")


def test_when_too_many_are_under_way_another_has_to_wait(office: Exporting) -> None:
    for _ in range(MOST_UNDER_WAY):
        assert order(of="states", format="csv").status == 202
    answer = order(of="states", format="csv")
    assert (answer.status, answer.body["title"]) == (429, "Too Many Requests")
    assert len(office.workers.asked) == MOST_UNDER_WAY


@pytest.mark.usefixtures("office")
def test_an_unknown_export_and_an_unknown_method_are_problems() -> None:
    assert ask(f"/exports/{'0' * 32}").status == 404
    answer = ask("/exports", method="DELETE")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    "name", ["none", "0" * 33, "F" * 32, "x" * 3000, "%2e%2e", "0" * 32 + "%0A"]
)
def test_what_is_not_the_form_of_an_id_is_not_looked_for(
    office: Exporting, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was looked for")

    monkeypatch.setattr(office.exports, "get", refuse)
    assert ask(f"/exports/{name}").status == 404


def test_whoever_sees_some_accounts_orders_and_sees_exports_of_those_alone(
    office: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = order(of="states", format="csv").body["id"]
    scoped(monkeypatch, API_SCOPE_ROLES=f'{{"Team":["{OTHER}"]}}')
    team = {"iam": {"userArn": "arn:aws:sts::111111111111:assumed-role/Team/me"}}
    wanted = json.dumps({"of": "states", "format": "ndjson"})
    ordered = ask("/exports", method="POST", body=wanted, caller=team).body["id"]
    office.work(ordered)
    assert {row["account"] for row in office.rows(office.exports.kept[ordered])} == {OTHER}
    items = ask("/exports", caller=team).body["items"]
    assert [item["id"] for item in items] == [ordered]
    assert ask(f"/exports/{ordered}", caller=team).status == 200
    assert ask(f"/exports/{foreign}", caller=team).status == 404
