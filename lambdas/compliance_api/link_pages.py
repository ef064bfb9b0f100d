"""Pages for whoever has a link to them that holds: of one resource, or of a rule in an account."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.lists import open_violations, past_of_resource
from lambdas.compliance_api.requests import (
    LinkRequest,
    TimelinePageRequest,
    ViolationsPageRequest,
)
from shared.adapters.message_links import named
from shared.adapters.signed_links import LeadsTo
from shared.domain.filters import Filters, Window
from shared.domain.violations import ViolationsQuestion

if TYPE_CHECKING:
    from shared.adapters.jinja_pages import JinjaPages

# What one page tells; of the rest it says how to ask for it.
_SPANS, _VIOLATIONS = 100, 500
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


def timeline_page(call: Call[TimelinePageRequest]) -> HttpResponse:
    """Show what became of one resource, by a link that was signed here, as a page.

    Raises:
        InvalidLinkError: the link was not made here, or was altered.
        ExpiredLinkError: it does not hold any more.
        BadRequestError: more is kept of the resource than can be read at once.
        StoreUnavailableError: the key or what is kept cannot be had now.

    """
    from shared.adapters.jinja_pages import PastOfResource  # noqa: PLC0415 - cold start

    subject = _checked(call, LeadsTo.TIMELINE)
    found = past_of_resource(call, _filters(subject), Window(), _SPANS)
    past = PastOfResource(**subject, spans=found.items, more=found.next_cursor is not None)
    return _page(_pages().timeline(past, call.now, call.active_mutes().on_state))


def violations_page(call: Call[ViolationsPageRequest]) -> HttpResponse:
    """Show what violates a rule in an account, by a link that was signed here, as a page.

    Raises:
        InvalidLinkError: the link was not made here, or was altered.
        ExpiredLinkError: it does not hold any more.
        StoreUnavailableError: the key or what is kept cannot be had now.

    """
    from shared.adapters.jinja_pages import OpenOfRule  # noqa: PLC0415 - cold start

    subject = _checked(call, LeadsTo.VIOLATIONS)
    question = ViolationsQuestion(filters=_filters(subject), newest_first=True)
    found = open_violations(call, question, _VIOLATIONS)
    listed = OpenOfRule(**subject, violations=found.items, more=found.next_cursor is not None)
    return _page(_pages().violations(listed, call.now, call.active_mutes().on_state))


def _checked(call: Call[LinkRequest], leads_to: LeadsTo) -> dict[str, str]:
    """Return what a page is about, if its link holds."""
    asked = call.asked
    subject: dict[str, str] = asked.model_dump(exclude={"expires", "signature"})
    links = bootstrap.links(leads_to)
    links.check(named(subject), asked.expires, asked.signature, call.now)
    return subject


def _filters(subject: Mapping[str, str]) -> Filters:
    return Filters(
        account=subject["account"],
        rule_name=subject.get("rule_name"),
        resource_type=subject.get("resource_type"),
        resource_id=subject.get("resource_id"),
    )


def _page(body: str) -> HttpResponse:
    return HttpResponse(
        content_type="text/html; charset=utf-8",
        headers={
            "cache-control": "no-store",
            "content-security-policy": _POLICY,
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "x-robots-tag": "noindex",
        },
        body=body,
    )


@cache
def _pages() -> "JinjaPages":
    from shared.adapters.jinja_pages import JinjaPages  # noqa: PLC0415 - cold start

    return JinjaPages()
