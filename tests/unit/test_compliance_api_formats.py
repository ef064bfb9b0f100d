"""Every list can be read by other programs, page after page."""

import csv
import json
from io import StringIO

import pytest

from shared.usecases.record_batch import record_batch
from tests.builders.api import ask, serve
from tests.builders.observations import C, N, at, key, result
from tests.builders.questions import messages
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

LISTS = {
    "/compliance/states": "",
    "/compliance/violations": "",
    "/compliance/timeline": "&resource_id=bucket-1",
    "/compliance/trend": "",
    "/events": "",
    "/accounts": "",
    "/rules": "",
}


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    store = InMemoryComplianceStore()
    heard = [
        result(0, C, of=key("bucket-1")),
        result(5, N, C, of=key("bucket-1"), annotation='=cmd|"x", and a "quote"\n'),
        result(6, N, of=key("bucket-2")),
    ]
    record_batch(messages(heard), store, at(60), lambda _: None)
    serve(monkeypatch, store)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_the_same_items_in_every_format(path: str) -> None:
    items = ask(path, f"format=json{LISTS[path]}").body["items"]
    lines = ask(path, f"format=ndjson{LISTS[path]}")
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.text.splitlines()] == items
    table = ask(path, f"format=csv{LISTS[path]}")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.headers["cache-control"] == "no-store"
    rows = list(csv.DictReader(StringIO(table.text, newline="")))
    assert len(rows) == len(items)
    flat = {name for item in items for name in item} - {"counts"}
    assert flat <= set(rows[0])


@pytest.mark.parametrize("wanted", ["csv", "ndjson"])
def test_the_next_page_is_named_by_headers_and_at_the_end_there_are_none(wanted: str) -> None:
    answer = ask("/compliance/violations", f"limit=1&format={wanted}&region=eu-central-1")
    cursor = answer.headers["x-next-cursor"]
    link, relation = answer.headers["link"].split("; ")
    assert relation == 'rel="next"'
    assert link.startswith("<?limit=1&")
    assert f"cursor={cursor}" in link
    last = ask("/compliance/violations", link.removeprefix("<?").removesuffix(">"))
    assert last.status == 200
    assert not {"link", "x-next-cursor"} & last.headers.keys()


def test_a_link_goes_on_from_a_page_that_was_reached_by_a_cursor() -> None:
    first = ask("/events", "limit=1&format=ndjson").headers["x-next-cursor"]
    second = ask("/events", f"limit=1&format=ndjson&cursor={first}")
    assert second.headers["link"].count("cursor=") == 1
    assert first not in second.headers["link"]


def test_an_empty_list_still_says_its_columns() -> None:
    text = ask("/compliance/violations", "format=csv&account=999999999999").text
    assert text.startswith("account,region,rule_name,")
    assert text.count("\r\n") == 1
    assert ask("/compliance/violations", "format=ndjson&account=999999999999").text == ""


def test_counts_are_columns_of_their_own_and_unknown_ones_are_empty() -> None:
    header, first, *_ = ask("/compliance/trend", "format=csv").text.splitlines()
    assert header.startswith("date,total,compliant,non_compliant,")
    assert header.endswith(",compliance_percentage_without_muted,complete")
    assert first.endswith(",,,,,,,")


def test_what_a_spreadsheet_would_run_is_defused() -> None:
    text = ask("/compliance/violations", "format=csv").text
    [row, _] = csv.DictReader(StringIO(text, newline=""))
    assert row["annotation"].startswith("'=cmd")


def test_another_format_is_refused() -> None:
    answer = ask("/rules", "format=xml")
    assert answer.status == 400
    assert answer.body["detail"] == "format must be one of json, csv, ndjson"
