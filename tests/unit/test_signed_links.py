"""Links to reports hold until they expire, and nobody else can make one."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.signed_links import SignedLinks
from shared.ports.errors import ExpiredLinkError, InvalidLinkError
from tests.fakes.clock import NOW

LINKS = SignedLinks(lambda: b"k" * 64)
DAY = timedelta(days=1)


def parts(report: str = "a-report", links: SignedLinks = LINKS) -> tuple[str, str]:
    query = parse_qs(links.query(report, NOW + DAY))
    return query["expires"][0], query["signature"][0]


def test_a_link_holds_until_it_expires() -> None:
    expires, signature = parts()
    LINKS.check("a-report", expires, signature, NOW)
    LINKS.check("a-report", expires, signature, NOW + DAY - timedelta(seconds=1))
    with pytest.raises(ExpiredLinkError):
        LINKS.check("a-report", expires, signature, NOW + DAY)


def test_a_link_leads_to_its_own_report_for_its_own_time() -> None:
    expires, signature = parts()
    for report, until in (("another", expires), ("a-report", str(int(expires) + 1))):
        with pytest.raises(InvalidLinkError):
            LINKS.check(report, until, signature, NOW)


def test_a_link_of_another_key_is_refused() -> None:
    expires, signature = parts(links=SignedLinks(lambda: b"x" * 64))
    with pytest.raises(InvalidLinkError):
        LINKS.check("a-report", expires, signature, NOW)


@given(st.text(), st.text(), st.text())
def test_whatever_is_sent_instead_is_refused(report: str, expires: str, signature: str) -> None:
    with pytest.raises(InvalidLinkError):
        LINKS.check(report, expires, signature, NOW)


def test_a_time_that_is_none_has_expired_even_if_it_was_signed() -> None:
    signature = LINKS._sign("a-report", "never")  # noqa: SLF001 - nothing public signs this
    with pytest.raises(ExpiredLinkError):
        LINKS.check("a-report", "never", signature, NOW)
