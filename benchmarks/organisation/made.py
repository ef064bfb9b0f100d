"""What the product stores of one event, by its own functions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.organisation.moulds import TOLD_AFTER, period_of
from benchmarks.organisation.story import NOW, RETENTION
from shared.adapters.dynamodb_actions import Tables, actions
from shared.adapters.dynamodb_alerts import alert_item
from shared.adapters.dynamodb_items import Item, marshal
from shared.domain.alert import Alert, AlertKind
from shared.domain.history import history_of
from shared.domain.lives import Due
from shared.domain.observations import Evaluation, Origin, StateKey, Version
from shared.domain.plan import Absent, Plan, StateWrite
from shared.domain.rollups import Activity, ActivityKey, Counts, RollupKey
from shared.domain.state import insert
from shared.domain.status import Status
from shared.domain.times import sortable
from shared.domain.violation_keys import violation_shown_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.organisation.fleet import Rule
    from shared.domain.observations import PlaceKey

TABLES = Tables(
    config_compliance="config-compliance",
    events="events",
    notifications="notifications",
    retention=RETENTION,
    grouping_window=timedelta(seconds=10),
)
SOURCE, DETAIL_TYPE = "aws.config", "Config Rules Compliance Change"
ANNOTATION = "This resource does not meet what the rule requires of its configuration."


def evaluation(
    place: PlaceKey,
    rule: Rule,
    resource_id: str,
    *,
    at: datetime,
    status: Status,
    before: Status | None,
    event_id: str,
) -> Evaluation:
    """Return an event."""
    return Evaluation(
        Origin(event_id, SOURCE, DETAIL_TYPE, place.account, place.region),
        StateKey(place.account, place.region, rule.name, rule.resource_type, resource_id),
        Version(at, at, event_id),
        status,
        before,
        ANNOTATION if status == Status.NON_COMPLIANT else None,
    )


def state(event: Evaluation) -> Item:
    """Return the state that an event leaves."""
    return _only(Plan(states=[StateWrite(insert(None, event), Absent(()))]))


def history(event: Evaluation) -> Item:
    """Return the item of history."""
    return _only(Plan(history=[history_of(event)]))


def told_alert(event: Evaluation) -> Item:
    """Return the alert of a violation, once it was told: see dynamodb_entry_updates."""
    began = event.version.recorded
    alert = Alert(
        kind=AlertKind.OPENED,
        violation=violation_shown_by(event.key),
        period=period_of(began),
        channel="default",
        key=event.key,
        version=event.version,
        status=event.status,
        since=began,
        reason=event.annotation,
    )
    told = marshal(told_at=sortable(began + TOLD_AFTER))
    item = alert_item(Due(alert, began), NOW)
    return {name: v for name, v in item.items() if name not in {"due_pk", "due_at"}} | told


def activity(place: PlaceKey, quarter: datetime, numbers: Activity) -> Item:
    """Return what happened in a place in a quarter of an hour."""
    key = ActivityKey(place.account, place.region, quarter)
    return _only(Plan(activity={key: numbers}))


def rollup(place: PlaceKey, rule: Rule, counts: Counts) -> Item:
    """Return what is counted of a rule in a place."""
    key = RollupKey(place.account, place.region, rule.name, rule.resource_type)
    return _only(Plan(rollups={key: counts}))


def _only(plan: Plan) -> Item:
    [item] = items_of(plan)
    return item


def items_of(plan: Plan) -> Iterator[Item]:
    """Yield what a plan leaves in empty tables."""
    for _, action in actions(plan, TABLES, NOW):
        item = written(action)
        if item is not None:
            yield item


def written(action: dict[str, Any]) -> Item | None:
    """Return the item that an action leaves where there was none."""
    [(kind, what)] = action.items()
    if kind == "Put":
        item: Item = what["Item"]
        return item
    if kind == "Update":  # all of these are additions: see dynamodb_additions
        names, values = what["ExpressionAttributeNames"], what["ExpressionAttributeValues"]
        added: Item = what["Key"] | {name: values[f":{name}"] for name in names.values()}
        return added
    return None
