"""The routes over states and history: how things stand, what is open, what happened."""

from typing import Any

from lambdas.compliance_api import items, shapes
from lambdas.compliance_api.answers import answer, page
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.problems import BadRequestError
from lambdas.compliance_api.requests import (
    EventsRequest,
    Order,
    StatesRequest,
    SummaryRequest,
    TimelineRequest,
    ViolationsRequest,
)
from shared.domain.filters import Filters, Window
from shared.domain.pages import Listing
from shared.domain.timeline import Span
from shared.domain.violations import Violation, ViolationsQuestion
from shared.ports.errors import TooMuchToReadError
from shared.usecases.count_muted import MutedSources
from shared.usecases.list_events import list_events
from shared.usecases.list_states import list_states
from shared.usecases.list_timeline import TimelineSources, list_timeline
from shared.usecases.list_violations import list_violations
from shared.usecases.summarise_compliance import summarise_compliance

_TOO_MUCH_PAST = {
    True: "resource_id is the id of something in too many accounts to tell its past at once: name"
    " an account, or ask for its events, which come in pages",
    False: "too much is kept of resource_id and of account to tell the past at once: ask for the"
    " events of resource_id, which come in pages",
}


def summary(call: Call[SummaryRequest]) -> HttpResponse:
    """Say how things stand and, if dates are given, what happened between them."""
    asked, have = call.asked, call.have
    window = asked.window if asked.start_date or asked.end_date else None
    filters = call.visible.narrow(asked.filters)
    muting = MutedSources(call.active_mutes(), have.open_violations)
    try:
        found = summarise_compliance(
            filters, window, have.compliance, have.history, call.now, muting
        )
    except TooMuchToReadError as error:
        raise BadRequestError(_too_much_to_count(asked)) from error
    stopped = have.registry.not_recorded(filters.chosen, filters.region)
    return answer(items.summary_of(found.with_not_recorded(stopped)))


def states(call: Call[StatesRequest]) -> HttpResponse:
    """List present states."""
    asked, have = call.asked, call.have
    filters = call.visible.narrow(asked.filters)
    found = list_states(filters, asked.limit, asked.cursor, have.compliance, have.cursors)
    mutes = call.active_mutes()
    listed = [items.state(record, mutes) for record in found.items]
    return page(call, asked.format, shapes.StateAnswer, listed, found.next_cursor)


def violations(call: Call[ViolationsRequest]) -> HttpResponse:
    """List open violations by when they began."""
    asked = call.asked
    question = ViolationsQuestion(
        filters=call.visible.narrow(asked.filters),
        severity=asked.severity,
        newest_first=asked.order is Order.NEWEST,
    )
    found = open_violations(call, question, asked.limit, asked.cursor)
    mutes = call.active_mutes()
    listed = [items.violation(one, mutes, call.now) for one in found.items]
    return page(call, asked.format, shapes.ViolationAnswer, listed, found.next_cursor)


def timeline(call: Call[TimelineRequest]) -> HttpResponse:
    """List what became of one resource, newest first."""
    asked = call.asked
    filters = call.visible.narrow(asked.filters)
    found = past_of_resource(call, filters, asked.window, asked.limit, asked.cursor)
    mutes = call.active_mutes()
    listed = [items.span(one, mutes, call.now) for one in found.items]
    return page(call, asked.format, shapes.SpanAnswer, listed, found.next_cursor)


def open_violations(
    call: Call[Any], question: ViolationsQuestion, limit: int, cursor: str | None = None
) -> Listing[Violation]:
    """Return a page of open violations; see `list_violations`."""
    have = call.have
    return list_violations(
        question, limit, cursor, have.violations, have.totals, have.tellings, have.cursors
    )


def past_of_resource(
    call: Call[Any], filters: Filters, window: Window, limit: int, cursor: str | None = None
) -> Listing[Span]:
    """Return a page of what became of one resource; see `list_timeline`.

    Raises:
        BadRequestError: more is kept of it than can be read at once.

    """
    have = call.have
    sources = TimelineSources(have.compliance, have.history, have.ends)
    try:
        return list_timeline(filters, window, limit, cursor, sources, have.cursors)
    except TooMuchToReadError as error:
        raise BadRequestError(_TOO_MUCH_PAST[filters.account is None]) from error


def events(call: Call[EventsRequest]) -> HttpResponse:
    """List what happened, newest first."""
    asked, have = call.asked, call.have
    filters = call.visible.narrow(asked.filters)
    found = list_events(
        filters, asked.window, asked.limit, asked.cursor, have.history, have.cursors
    )
    listed = [items.event(item) for item in found.items]
    return page(call, asked.format, shapes.EventAnswer, listed, found.next_cursor)


def _too_much_to_count(asked: SummaryRequest) -> str:
    """Say what makes it less: what is counted one by one is found by account and by time."""
    dated = asked.start_date or asked.end_date
    ways = [
        *(["name an account"] if asked.account is None else []),
        *(["give shorter dates"] if dated else []),
    ]
    asks = " or ".join(ways or ["ask for states, which come in pages"])
    return f"there is too much to count at once, and no part of it is answered: {asks}"
