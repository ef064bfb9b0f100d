"""The routes over states and history: how things stand, what is open, what happened."""

from aws_lambda_powertools.event_handler import Response

from lambdas.compliance_api import items, shapes
from lambdas.compliance_api.answers import answer, page
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.requests import (
    EventsRequest,
    Order,
    StatesRequest,
    SummaryRequest,
    TimelineRequest,
    ViolationsRequest,
)
from shared.domain.violations import ViolationsQuestion
from shared.usecases.count_muted import MutedSources
from shared.usecases.list_events import list_events
from shared.usecases.list_states import list_states
from shared.usecases.list_timeline import TimelineSources, list_timeline
from shared.usecases.list_violations import list_violations
from shared.usecases.summarise_compliance import summarise_compliance


def summary(call: Call[SummaryRequest]) -> Response[str]:
    """Say how things stand and, if dates are given, what happened between them."""
    asked, have = call.asked, call.have
    window = asked.window if asked.start_date or asked.end_date else None
    filters = call.visible.narrow(asked.filters)
    muting = MutedSources(call.active_mutes(), have.open_violations)
    found = summarise_compliance(filters, window, have.compliance, have.history, call.now, muting)
    return answer(items.summary_of(found))


def states(call: Call[StatesRequest]) -> Response[str]:
    """List present states."""
    asked, have = call.asked, call.have
    filters = call.visible.narrow(asked.filters)
    found = list_states(filters, asked.limit, asked.cursor, have.compliance, have.cursors)
    mutes = call.active_mutes()
    listed = [items.state(record, mutes) for record in found.items]
    return page(call, asked.format, shapes.StateAnswer, listed, found.next_cursor)


def violations(call: Call[ViolationsRequest]) -> Response[str]:
    """List open violations by when they began."""
    asked, have = call.asked, call.have
    question = ViolationsQuestion(
        filters=call.visible.narrow(asked.filters),
        severity=asked.severity,
        newest_first=asked.order is Order.NEWEST,
    )
    found = list_violations(
        question, asked.limit, asked.cursor, have.violations, have.tellings, have.cursors
    )
    mutes = call.active_mutes()
    listed = [items.violation(one, mutes, call.now) for one in found.items]
    return page(call, asked.format, shapes.ViolationAnswer, listed, found.next_cursor)


def timeline(call: Call[TimelineRequest]) -> Response[str]:
    """List what became of one resource, newest first."""
    asked, have = call.asked, call.have
    found = list_timeline(
        call.visible.narrow(asked.filters),
        asked.window,
        asked.limit,
        asked.cursor,
        TimelineSources(have.compliance, have.history, have.ends),
        have.cursors,
    )
    mutes = call.active_mutes()
    listed = [items.span(one, mutes, call.now) for one in found.items]
    return page(call, asked.format, shapes.SpanAnswer, listed, found.next_cursor)


def events(call: Call[EventsRequest]) -> Response[str]:
    """List what happened, newest first."""
    asked, have = call.asked, call.have
    filters = call.visible.narrow(asked.filters)
    found = list_events(
        filters, asked.window, asked.limit, asked.cursor, have.history, have.cursors
    )
    listed = [items.event(item) for item in found.items]
    return page(call, asked.format, shapes.EventAnswer, listed, found.next_cursor)
