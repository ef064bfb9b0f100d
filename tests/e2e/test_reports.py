"""A digest leads to its report, through a link that holds for whoever has it."""

import json
from datetime import UTC, datetime

import pytest

from local.demo.narrator import report_address
from tests.e2e.following import get
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import DIGEST, Running, eventually


@pytest.fixture(scope="module")
def link(running: Running) -> str:
    """Have the digest of today sent, and return the link to its report."""
    watched = Watched(running.account, unique("sg"))
    running.deliver(watched.becomes(NON_COMPLIANT, 2, COMPLIANT))
    eventually(lambda: running.state(watched.resource_id), 30, "the state")
    before = len(running.messages(DIGEST))
    today = datetime.now(UTC).date().isoformat()
    answer = running.invoke("daily_digest", {"date": today})
    assert answer["digests"]["organisation"]["report"] is True
    sent = eventually(lambda: running.messages(DIGEST)[before:], 10, "the digest")
    return report_address(sent[0])


def test_whoever_has_the_link_can_read_the_report(link: str) -> None:
    status, headers, _ = get(link)
    assert status == 302
    status, found, page = get(headers["location"])
    assert (status, found["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.startswith("<!doctype html>")
    assert "Violations by severity" in page


def test_nobody_reads_the_report_without_a_link(running: Running, link: str) -> None:
    _, headers, _ = get(link)
    unsigned = headers["location"].partition("?")[0]
    assert get(unsigned)[0] == 403
    status, found, body = get(link.partition("?")[0])
    assert (status, found["content-type"]) == (403, "application/problem+json")
    assert json.loads(body)["status"] == 403
    assert get(link[:-1] + ("0" if link[-1] != "0" else "1"))[0] == 403
    assert get(f"{running.stack.api_url}/reports")[0] in {403, 404}


def test_a_day_that_is_over_is_told_once(running: Running) -> None:
    asked = {"date": "2026-01-05"}
    running.invoke("daily_digest", asked)
    again = running.invoke("daily_digest", asked)
    assert again["digests"]["organisation"]["sent"] is False
    assert len(running.messages("Monday, 5 January 2026")) == 1
