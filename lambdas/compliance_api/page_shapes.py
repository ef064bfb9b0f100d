"""The shapes of the answers that are lists: items, and where they go on."""

from typing import Annotated, TypedDict

from pydantic import Field

from lambdas.compliance_api.members import Cursor
from lambdas.compliance_api.shapes import (
    AccountAnswer,
    DayAnswer,
    EventAnswer,
    RuleAnswer,
    SpanAnswer,
    StateAnswer,
    ViolationAnswer,
)


class StatesPage(TypedDict):
    """The answer of GET /compliance/states."""

    items: Annotated[list[StateAnswer], Field(description="states")]
    next_cursor: Cursor


class ViolationsPage(TypedDict):
    """The answer of GET /compliance/violations."""

    items: Annotated[list[ViolationAnswer], Field(description="violations, by when they began")]
    next_cursor: Cursor


class TimelinePage(TypedDict):
    """The answer of GET /compliance/timeline, newest first."""

    items: Annotated[list[SpanAnswer], Field(description="results, newest first")]
    next_cursor: Cursor


class EventsPage(TypedDict):
    """The answer of GET /events, newest first."""

    items: Annotated[list[EventAnswer], Field(description="events, newest first")]
    next_cursor: Cursor


class TrendAnswer(TypedDict):
    """The answer of GET /compliance/trend, oldest first; it has all days and no cursor."""

    items: Annotated[list[DayAnswer], Field(description="days, oldest first")]


class AccountsPage(TypedDict):
    """The answer of GET /accounts, by account id."""

    items: Annotated[list[AccountAnswer], Field(description="accounts, by id")]
    next_cursor: Cursor


class RulesPage(TypedDict):
    """The answer of GET /rules, by name."""

    items: Annotated[list[RuleAnswer], Field(description="rules, by name")]
    next_cursor: Cursor
