"""The rows of exports: the members that the items of the lists have, flat."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from shared.domain.catalogue import is_classified, rule_info
from shared.domain.console_links import resource_link
from shared.domain.exports import ExportOf
from shared.domain.history import HistoryItem
from shared.domain.muting import ActiveMutes
from shared.domain.observations import StateKey
from shared.domain.state import Record
from shared.domain.times import write_time

type Row = Mapping[str, object]

_STATE = (
    *("account", "region", "rule_name", "resource_type", "resource_id", "status"),
    *("previous_status", "since", "last_evaluated", "annotation", "severity", "classified"),
    *("frameworks", "group", "console_url"),
    *("muted", "muted_until", "mute_id"),
)
_EVENT = (
    *("id", "time", "source", "detail_type", "account", "region", "rule_name", "resource_type"),
    *("resource_id", "status", "previous_status", "annotation"),
)
NAMES: Mapping[ExportOf, tuple[str, ...]] = {
    ExportOf.STATES: _STATE,
    ExportOf.EVENTS: _EVENT,
    ExportOf.VIOLATIONS: (*_STATE, "age_seconds"),
}


@lru_cache(maxsize=4096)
def severity_of(rule_name: str) -> str:
    """Return how bad a violation of a rule is; many rows are of few rules."""
    return rule_info(rule_name).severity.value


@lru_cache(maxsize=4096)
def _rule_members(rule_name: str) -> Row:
    rule = rule_info(rule_name)
    return {
        "severity": rule.severity.value,
        "classified": is_classified(rule_name),
        "frameworks": list(rule.frameworks),
        "group": rule.group,
    }


def _console_url(key: StateKey) -> str:
    return resource_link(key.region, key.resource_type, key.resource_id, key.account)


def state_row(record: Record, mutes: ActiveMutes) -> Row:
    """Return the row of a state; `mutes` are those of the instant that it is told of."""
    key, muting = record.key, mutes.on_state(record.key)
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
        **_rule_members(key.rule_name),
        "console_url": _console_url(key),
        "muted": muting.muted,
        "muted_until": write_time(muting.until) if muting.until else None,
        "mute_id": muting.mute.id if muting.mute else None,
    }


def violation_row(record: Record, mutes: ActiveMutes, at: datetime) -> Row:
    """Return the row of an open violation; its age is that of the instant, in whole seconds."""
    age = max(0, int((at - record.since).total_seconds()))
    return {**state_row(record, mutes), "age_seconds": age}


def event_row(item: HistoryItem) -> Row:
    """Return the row of something that happened."""
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
