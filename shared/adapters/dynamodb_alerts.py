"""Alerts as items of the outbox, beside the life that they tell of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.adapters import notification_keys as keys
from shared.adapters.dynamodb_items import (
    Item,
    key_members,
    marshal,
    number,
    optional,
    state_key,
    text,
)
from shared.domain.alert import Alert, AlertKind
from shared.domain.lives import Due
from shared.domain.observations import Version
from shared.domain.sightings import ViolationKey
from shared.domain.times import read_time, sortable


def alert_item(due: Due, now: datetime) -> Item:
    """Return an alert as an item that waits until it is due."""
    alert = due.alert
    return {
        **alert_key(alert),
        **marshal(
            kind=alert.kind.value,
            **key_members(alert.key),
            violation_region=alert.violation.region,
            violation_group=alert.violation.group,
            period=alert.period,
            channel=alert.channel,
            route=alert.route,
            number=alert.number,
            version=alert.version.text,
            status=alert.status,
            since=sortable(alert.since),
            reason=alert.reason,
            first_result="yes" if alert.first_result else None,
            out_of_shadow="yes" if alert.out_of_shadow else None,
            out_of_mute="yes" if alert.out_of_mute else None,
            sightings=alert.sightings,
            rules=alert.rules or None,
            more_rules=alert.more_rules or None,
            regions=alert.regions if alert.regions > 1 else None,
            flaps=alert.flaps,
            created_at=sortable(now),
            due_pk=keys.due_pk(alert.channel),
            due_at=sortable(due.at),
            attempts=0,
        ),
    }


def alert_key(alert: Alert) -> Item:
    """Return the key of an alert's item: a channel is told each of them once."""
    sk = keys.alert_sk(alert.period, alert.number, alert.kind, alert.channel)
    return marshal(pk=keys.life_pk(alert.violation), sk=sk)


def read_alert(item: Mapping[str, Any]) -> Alert:
    """Return the alert that an item holds."""
    key = state_key(item)
    return Alert(
        kind=AlertKind(text(item, "kind")),
        violation=ViolationKey(
            key.account,
            text(item, "violation_region"),
            key.resource_type,
            key.resource_id,
            text(item, "violation_group"),
        ),
        period=number(item, "period"),
        channel=text(item, "channel"),
        key=key,
        version=Version.read(text(item, "version")),
        status=text(item, "status"),
        since=read_time(text(item, "since")),
        reason=optional(item, "reason"),
        route=optional(item, "route"),
        number=number(item, "number"),
        first_result="first_result" in item,
        out_of_shadow="out_of_shadow" in item,
        out_of_mute="out_of_mute" in item,
        sightings=number(item, "sightings"),
        rules=tuple(each["S"] for each in item.get("rules", {"L": []})["L"]),
        more_rules=number(item, "more_rules"),
        regions=number(item, "regions") or 1,
        flaps=number(item, "flaps"),
    )
