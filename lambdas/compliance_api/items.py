"""What is found, in the shapes in which it is answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from lambdas.compliance_api.shapes import (
    AccountAnswer,
    ActivityAnswer,
    CountsAnswer,
    DayAnswer,
    EventAnswer,
    MutedAnswer,
    PlaceAnswer,
    RuleAnswer,
    SpanAnswer,
    StateAnswer,
    SummaryAndActivityAnswer,
    SummaryAnswer,
    ViolationAnswer,
)
from shared.domain.account_list import AccountLine, PlaceLine
from shared.domain.catalogue import is_classified, rule_info
from shared.domain.console_links import resource_link
from shared.domain.history import HistoryItem
from shared.domain.muting import ActiveMutes, Muting
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity, Counts
from shared.domain.rule_list import RuleLine
from shared.domain.state import Record
from shared.domain.summary import Summary
from shared.domain.timeline import Span
from shared.domain.times import write_time
from shared.domain.trend import DayCounts
from shared.domain.violations import Violation


def summary_of(summary: Summary) -> SummaryAnswer | SummaryAndActivityAnswer:
    """Return the body of a summary."""
    body: SummaryAnswer = {
        **counts_of(summary.counts),
        "muted": summary.muted,
        "compliance_percentage_without_muted": summary.percentage_without_muted,
        "as_of": write_time(summary.as_of),
        "by_account": _group(summary.by_account),
        "by_rule": _group(summary.by_rule),
        "by_resource_type": _group(summary.by_resource_type),
        "complete": not summary.not_recorded,
        "not_recorded": _by_account(summary.not_recorded),
    }
    if summary.activity is None:
        return body
    return {**body, "activity": _activity(summary.activity)}


def _group(groups: Mapping[str, Counts]) -> dict[str, CountsAnswer]:
    return {name: counts_of(counts) for name, counts in groups.items()}


def _by_account(places: Iterable[PlaceKey]) -> dict[str, list[str]]:
    regions: dict[str, list[str]] = {}
    for place in places:
        regions.setdefault(place.account, []).append(place.region)
    return regions


def counts_of(counts: Counts) -> CountsAnswer:
    """Return counts."""
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


def state(record: Record, mutes: ActiveMutes) -> StateAnswer:
    """Return a state."""
    key, rule = record.key, rule_info(record.key.rule_name)
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
        "severity": rule.severity,
        "classified": is_classified(key.rule_name),
        "frameworks": list(rule.frameworks),
        "group": rule.group,
        "console_url": resource_link(key.region, key.resource_type, key.resource_id, key.account),
        **_muted(mutes.on_state(key)),
    }


def _muted(muting: Muting) -> MutedAnswer:
    return {
        "muted": muting.muted,
        "muted_until": _time(muting.until),
        "mute_id": muting.mute.id if muting.mute else None,
    }


def violation(found: Violation, mutes: ActiveMutes, now: datetime) -> ViolationAnswer:
    """Return an open violation."""
    telling = found.telling
    return {
        **state(found.record, mutes),
        "age_seconds": found.age(now).total_seconds(),
        "told": telling.told_at is not None,
        "told_at": _time(telling.told_at),
        "channel": telling.channel,
        "channels": list(telling.channels),
        "channel_because": telling.because,
        "sightings": telling.sightings,
        "reopened": telling.reopened,
    }


# Of a result that is over: who muted it then is not looked up.
_OVER = Muting(known=False)


def span(found: Span, mutes: ActiveMutes, now: datetime) -> SpanAnswer:
    """Return a result from its beginning to its end."""
    key = found.key
    return {
        "account": key.account,
        "region": key.region,
        "rule_name": key.rule_name,
        "resource_type": key.resource_type,
        "resource_id": key.resource_id,
        "status": found.status,
        "previous_status": found.previous_status,
        "from": write_time(found.began),
        "until": _time(found.until),
        "duration_seconds": found.lasted(now).total_seconds(),
        "annotation": found.annotation,
        "ended_by": found.ended_by,
        "ended_because": found.ended_because,
        "gap": found.gap,
        **_muted(mutes.on_state(key) if found.until is None else _OVER),
    }


def event(item: HistoryItem) -> EventAnswer:
    """Return something that happened."""
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


def day(found: DayCounts) -> DayAnswer:
    """Return a day."""
    return {
        "date": found.day.isoformat(),
        "counts": _known(found.counts),
        "muted": found.muted,
        "compliance_percentage_without_muted": found.percentage_without_muted,
        "complete": found.complete,
    }


def account(line: AccountLine) -> AccountAnswer:
    """Return an account."""
    return {
        "account": line.account,
        "first_heard": _time(line.first_heard),
        "last_heard": _time(line.last_heard),
        "reconciled_at": _time(line.reconciled),
        "silent": line.silent,
        "rules": line.rules,
        "counts": _known(line.counts),
        "regions": [_place(place) for place in line.regions],
        "recorder": line.recorder.recording,
        "recorder_since": _time(line.recorder.since),
    }


def _place(line: PlaceLine) -> PlaceAnswer:
    recorder = line.heard.recorder
    return {
        "region": line.heard.region,
        "first_heard": _time(line.heard.first),
        "last_heard": _time(line.heard.last),
        "reconciled_at": _time(line.heard.reconciled),
        "silent": line.silent,
        "rules": line.rules,
        "counts": _known(line.counts),
        "recorder": recorder.recording,
        "recorder_since": _time(recorder.since),
        "recorder_by": recorder.because.by or None if recorder.because else None,
    }


def rule(line: RuleLine) -> RuleAnswer:
    """Return a rule."""
    return {
        "name": line.info.name,
        "title": line.info.title,
        "severity": line.info.severity,
        "remediation": line.info.remediation,
        "documentation_url": line.info.documentation_url,
        "classified": line.classified,
        "frameworks": list(line.info.frameworks),
        "group": line.info.group,
        "seen": line.seen,
        "counts": counts_of(line.counts),
    }


def _known(counts: Counts | None) -> CountsAnswer | None:
    return counts_of(counts) if counts is not None else None


def _time(moment: datetime | None) -> str | None:
    return write_time(moment) if moment is not None else None
