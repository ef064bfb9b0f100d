"""The page of what became of one resource, for whoever has a link to it that holds."""

from functools import cache
from typing import TYPE_CHECKING

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.lists import past_of_resource
from lambdas.compliance_api.requests import TimelinePageRequest
from shared.adapters.timeline_links import named
from shared.domain.filters import Filters, Window

if TYPE_CHECKING:
    from shared.adapters.jinja_timelines import JinjaTimelines

# Results that one page tells; of the rest it says how to ask for them.
_LISTED = 100
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


def timeline_page(call: Call[TimelinePageRequest]) -> HttpResponse:
    """Show what became of one resource, by a link that was signed here, as a page.

    Raises:
        InvalidLinkError: the link was not made here, or was altered.
        ExpiredLinkError: it does not hold any more.
        BadRequestError: more is kept of the resource than can be read at once.
        StoreUnavailableError: the key or what is kept cannot be had now.

    """
    from shared.adapters.jinja_timelines import PastOfResource  # noqa: PLC0415 - cold start

    asked = call.asked
    of = named(asked.account, asked.resource_type, asked.resource_id)
    bootstrap.timeline_links().check(of, asked.expires, asked.signature, call.now)
    filters = Filters(
        account=asked.account, resource_type=asked.resource_type, resource_id=asked.resource_id
    )
    found = past_of_resource(call, filters, Window(), _LISTED)
    past = PastOfResource(
        account=asked.account,
        resource_type=asked.resource_type,
        resource_id=asked.resource_id,
        spans=found.items,
        more=found.next_cursor is not None,
    )
    return HttpResponse(
        content_type="text/html; charset=utf-8",
        headers={
            "cache-control": "no-store",
            "content-security-policy": _POLICY,
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "x-robots-tag": "noindex",
        },
        body=_pages().page(past, call.now, call.active_mutes().on_state),
    )


@cache
def _pages() -> "JinjaTimelines":
    from shared.adapters.jinja_timelines import JinjaTimelines  # noqa: PLC0415 - cold start

    return JinjaTimelines()
