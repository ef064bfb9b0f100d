"""A plan as the actions of one DynamoDB transaction, each with what its refusal would mean."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_additions import addition, amounts
from shared.adapters.dynamodb_items import expiry, history_item, marshal, record_item, revision
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_rollups import rollup_key
from shared.domain.history import HistoryItem
from shared.domain.observations import Grave, StateKey, Version
from shared.domain.plan import Absent, Follows, Plan, StateWrite
from shared.domain.rollups import Activity, ActivityKey, Counts, RollupKey
from shared.domain.rule_names import normalise
from shared.domain.silence_norm import activity_kept
from shared.domain.state import Record
from shared.domain.times import sortable

type Action = dict[str, Any]
type Subject = StateKey | Grave | HistoryItem | None


@dataclass(frozen=True, slots=True)
class Tables:
    """Where a transaction writes to, and how long what it writes is kept and grouped."""

    config_compliance: str
    events: str
    notifications: str
    retention: timedelta
    grouping_window: timedelta


def actions(plan: Plan, tables: Tables, now: datetime) -> Iterator[tuple[Subject, Action]]:
    """Yield the actions of a plan, each with its subject: what is known better if it is refused."""
    yield from _state_actions(plan, tables, now)
    for item in plan.history:
        yield item, _put_history(item, tables)
    for rollup, counts in plan.rollups.items():
        if counts != Counts():
            yield None, _add_to_rollup(rollup, counts, tables, now)
    for bucket, activity in plan.activity.items():
        yield None, _add_to_activity(bucket, activity, tables)
    for notice in plan.notices:
        outbox = notice_item(notice, now)
        yield None, {"Put": {"TableName": tables.notifications, "Item": outbox}}


def _state_actions(plan: Plan, tables: Tables, now: datetime) -> Iterator[tuple[Subject, Action]]:
    for write in plan.states:
        yield write.record.key, _put_state(write, tables, now)
    for grave, ended in plan.checked.items():
        yield grave, _check_not_ended_since(grave, ended, tables)


def _put_state(write: StateWrite, tables: Tables, now: datetime) -> Action:
    match write.expected:
        case Follows(status=status, version=version):
            condition: Action = {
                "ConditionExpression": "#status = :status AND #version < :version",
                "ExpressionAttributeNames": {"#status": "status", "#version": "version"},
                "ExpressionAttributeValues": marshal(
                    **{":status": status, ":version": version.text}
                ),
            }
        case Absent():
            condition = {"ConditionExpression": "attribute_not_exists(pk)"}
        case Record():
            condition = {
                "ConditionExpression": "revision = :revision",
                "ExpressionAttributeValues": marshal(**{":revision": revision(write.expected)}),
            }
    return {
        "Put": {
            "TableName": tables.config_compliance,
            "Item": record_item(write.record, now, tables.retention),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            **condition,
        }
    }


def _check_not_ended_since(grave: Grave, ended: Version | None, tables: Tables) -> Action:
    condition: Action = {"ConditionExpression": "attribute_not_exists(pk)"}
    if ended:
        condition = {
            "ConditionExpression": "#version = :version",
            "ExpressionAttributeNames": {"#version": "version"},
            "ExpressionAttributeValues": marshal(**{":version": ended.text}),
        }
    return {
        "ConditionCheck": {
            "TableName": tables.config_compliance,
            "Key": marshal(
                pk=keys.account_pk(grave.account, grave.region), sk=keys.grave_sk(grave)
            ),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            **condition,
        }
    }


def _put_history(item: HistoryItem, tables: Tables) -> Action:
    return {
        "Put": {
            "TableName": tables.events,
            "Item": history_item(item, tables.retention),
            "ConditionExpression": "attribute_not_exists(pk)",
        }
    }


def _add_to_rollup(rollup: RollupKey, counts: Counts, tables: Tables, now: datetime) -> Action:
    named: dict[str, str | int] = {}
    once: dict[str, str | int] = {}
    if counts.total > 0:  # it may be new; one that does not grow was named when it did
        named = {f.name: getattr(rollup, f.name) for f in fields(rollup)} | _in_index(rollup)
        once = {"first_at": sortable(now)}
    return addition(tables.config_compliance, rollup_key(rollup), amounts(counts), named, once)


def _in_index(rollup: RollupKey) -> dict[str, str]:
    number = keys.shard(rollup.account, keys.RULE_SHARDS)
    return {
        "rule_pk": keys.rollups_of_rule_pk(normalise(rollup.rule_name), number),
        "rule_sk": keys.rollup_across_sk(rollup),
    }


def _add_to_activity(bucket: ActivityKey, activity: Activity, tables: Tables) -> Action:
    key = marshal(
        pk=keys.account_pk(bucket.account, bucket.region),
        sk=keys.ACTIVITY + sortable(bucket.bucket),
    )
    kept = activity_kept(tables.retention)
    named: dict[str, str | int] = {"expires_at": expiry(bucket.bucket, kept)}
    return addition(tables.config_compliance, key, amounts(activity), named)
