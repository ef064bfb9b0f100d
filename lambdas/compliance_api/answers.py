"""What is found, in the shapes in which it is answered."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from lambdas.compliance_api.shapes import (
    ActivityAnswer,
    CountsAnswer,
    EventAnswer,
    EventsPage,
    StateAnswer,
    StatesPage,
    SummaryAndActivityAnswer,
    SummaryAnswer,
)
from shared.domain.catalogue import rule_info
from shared.domain.console_links import resource_link
from shared.domain.history import HistoryItem
from shared.domain.pages import Listing
from shared.domain.rollups import Activity, Counts
from shared.domain.state import Record
from shared.domain.summary import Summary
from shared.domain.times import write_time


def answer(body: Mapping[str, object]) -> Response[str]:
    """Return a body as the answer."""
    return Response(
        status_code=HTTPStatus.OK,
        content_type="application/json",
        headers={"cache-control": "no-store"},
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )


def summary_of(summary: Summary) -> SummaryAnswer | SummaryAndActivityAnswer:
    """Return the body of a summary."""
    body: SummaryAnswer = {
        **_counts(summary.counts),
        "as_of": write_time(summary.as_of),
        "by_account": _group(summary.by_account),
        "by_rule": _group(summary.by_rule),
        "by_resource_type": _group(summary.by_resource_type),
    }
    if summary.activity is None:
        return body
    return {**body, "activity": _activity(summary.activity)}


def page_of_states(listing: Listing[Record]) -> StatesPage:
    """Return the body of a page of states."""
    return {
        "items": [_state(record) for record in listing.items],
        "next_cursor": listing.next_cursor,
    }


def page_of_events(listing: Listing[HistoryItem]) -> EventsPage:
    """Return the body of a page of events."""
    return {"items": [_event(item) for item in listing.items], "next_cursor": listing.next_cursor}


def _group(groups: Mapping[str, Counts]) -> dict[str, CountsAnswer]:
    return {name: _counts(counts) for name, counts in groups.items()}


def _counts(counts: Counts) -> CountsAnswer:
    return {
        "total": counts.total,
        "compliant": counts.compliant,
        "non_compliant": counts.non_compliant,
        "not_applicable": counts.not_applicable,
        "insufficient_data": counts.insufficient_data,
        "compliance_percentage": counts.percentage,
    }


def _activity(activity: Activity) -> ActivityAnswer:
    return {
        "total_events": activity.total_events,
        "new_violations": activity.new_violations,
        "resolved_violations": activity.resolved_violations,
    }


def _state(record: Record) -> StateAnswer:
    key = record.key
    return {
        "account": key.account,
        "region": key.region,
        "rule_name": key.rule_name,
        "resource_type": key.resource_type,
        "resource_id": key.resource_id,
        "status": record.status,
        "previous_status": record.previous_status,
        "since": write_time(record.since),
        "last_evaluated": write_time(record.last_evaluated),
        "annotation": record.annotation,
        "severity": rule_info(key.rule_name).severity,
        "console_url": resource_link(key.region, key.resource_type, key.resource_id),
    }


def _event(item: HistoryItem) -> EventAnswer:
    origin = item.origin
    return {
        "id": origin.event_id,
        "time": write_time(item.time),
        "source": origin.source,
        "detail_type": origin.detail_type,
        "account": origin.account,
        "region": origin.region,
        "rule_name": item.rule_name,
        "resource_type": item.resource_type,
        "resource_id": item.resource_id,
        "status": item.status,
        "previous_status": item.previous_status,
        "annotation": item.annotation,
    }
