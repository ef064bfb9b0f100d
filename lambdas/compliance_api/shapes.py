"""The shapes of what is answered; clients rely on each name."""

from typing import TypedDict


class CountsAnswer(TypedDict):
    """States by status; the percentage is compliant of compliant and non-compliant, 0 to 100."""

    total: int
    compliant: int
    non_compliant: int
    not_applicable: int
    insufficient_data: int
    compliance_percentage: float | None


class ActivityAnswer(TypedDict):
    """Compliance changes in the time that was asked about."""

    total_events: int
    new_violations: int
    resolved_violations: int


class SummaryAnswer(CountsAnswer):
    """The answer of GET /compliance/summary."""

    as_of: str
    by_account: dict[str, CountsAnswer]
    by_rule: dict[str, CountsAnswer]
    by_resource_type: dict[str, CountsAnswer]


class SummaryAndActivityAnswer(SummaryAnswer):
    """The answer of GET /compliance/summary where start_date or end_date is given."""

    activity: ActivityAnswer


class StateAnswer(TypedDict):
    """An item of GET /compliance/states."""

    account: str
    region: str
    rule_name: str
    resource_type: str
    resource_id: str
    status: str | None
    previous_status: str | None
    since: str
    last_evaluated: str
    annotation: str | None
    severity: str
    console_url: str


class EventAnswer(TypedDict):
    """An item of GET /events."""

    id: str
    time: str
    source: str
    detail_type: str
    account: str
    region: str
    rule_name: str | None
    resource_type: str | None
    resource_id: str | None
    status: str | None
    previous_status: str | None
    annotation: str | None


class StatesPage(TypedDict):
    """The answer of GET /compliance/states."""

    items: list[StateAnswer]
    next_cursor: str | None


class EventsPage(TypedDict):
    """The answer of GET /events, newest first."""

    items: list[EventAnswer]
    next_cursor: str | None
