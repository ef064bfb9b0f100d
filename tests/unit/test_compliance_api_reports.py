"""The way to a report: a signed link leads there, and everything else is a problem body."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from lambdas.compliance_api import bootstrap
from shared.adapters.signed_links import SignedLinks
from shared.domain.audience import ORGANISATION
from shared.domain.reports import ReportName, report_name
from shared.ports.errors import StoreUnavailableError, UnknownReportError
from tests.builders.api import ask
from tests.builders.snapshots import YESTERDAY
from tests.fakes.clock import NOW, FakeClock

LINKS = SignedLinks(lambda: b"k" * 64)
NAME = report_name(YESTERDAY, ORGANISATION, "a page")
QUERY = LINKS.query(NAME.id, NOW + timedelta(days=7))


class Shelf:
    def __init__(self) -> None:
        self.there = {NAME}
        self.out = False

    def address(self, name: ReportName) -> str:
        if self.out:
            raise StoreUnavailableError("S3 is out")
        if name not in self.there:
            raise UnknownReportError(name.id)
        return f"https://bucket.example/{name.path}?X-Amz-Signature=1"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> Shelf:
    shelf = Shelf()
    desk = bootstrap.ReportDesk(LINKS, shelf)  # type: ignore[arg-type] # has what is asked of S3
    monkeypatch.setattr(bootstrap, "reports", lambda: desk)
    monkeypatch.setattr(bootstrap, "now", clock.now)
    monkeypatch.setattr(bootstrap, "services", lambda: None)
    return shelf


def test_a_link_leads_to_the_report_and_is_kept_by_nobody_on_the_way(shelf: Shelf) -> None:
    assert shelf.there
    answer = ask(f"/reports/{NAME.id}", QUERY)
    assert answer.status == 302
    assert answer.headers["location"].startswith(f"https://bucket.example/{NAME.path}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "query",
    [
        "",
        QUERY[:-1],
        QUERY.replace("expires=1", "expires=2"),
        QUERY.replace("signature=", "signature=%C3%A9"),
        "expires=&signature=",
    ],
)
def test_a_link_that_was_not_made_here_is_forbidden(shelf: Shelf, query: str) -> None:
    assert shelf.there
    answer = ask(f"/reports/{NAME.id}", query)
    assert answer.status == 403
    assert "not made here" in answer.text


def test_a_link_to_another_report_is_forbidden(shelf: Shelf) -> None:
    assert shelf.there
    assert ask("/reports/another", QUERY).status == 403


def test_a_link_that_has_expired_is_gone_and_says_what_to_do(
    shelf: Shelf, clock: FakeClock
) -> None:
    assert shelf.there
    clock.time += timedelta(days=7)
    answer = ask(f"/reports/{NAME.id}", QUERY)
    assert answer.status == 410
    assert "newer messages in Slack have links that hold" in answer.text


def test_a_report_that_is_gone_is_not_found(shelf: Shelf) -> None:
    shelf.there.clear()
    assert ask(f"/reports/{NAME.id}", QUERY).status == 404


def test_what_can_be_signed_and_is_no_report_is_not_found(shelf: Shelf) -> None:
    assert shelf.there
    assert ask("/reports/nothing", LINKS.query("nothing", NOW + timedelta(days=1))).status == 404


def test_without_s3_it_has_to_wait(shelf: Shelf) -> None:
    shelf.out = True
    assert ask(f"/reports/{NAME.id}", QUERY).status == 503


def test_the_query_of_a_link_holds_nothing_else() -> None:
    assert parse_qs(QUERY).keys() == {"expires", "signature"}
