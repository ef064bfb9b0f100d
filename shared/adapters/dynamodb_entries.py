"""Entries of the outbox as items, and what is said of them in the log."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, assert_never

from shared.adapters.dynamodb_alerts import alert_key, read_alert
from shared.adapters.dynamodb_items import Item, key_members, marshal, number, optional
from shared.adapters.dynamodb_lives import WAKE, read_wake
from shared.adapters.dynamodb_notices import read_notice
from shared.adapters.dynamodb_recorder_news import (
    RECORDER,
    read_recorder_news,
    recorder_news_key,
)
from shared.adapters.dynamodb_summaries import ONBOARDED, read_summary, summary_key
from shared.adapters.notification_keys import life_pk, opening_key
from shared.domain.alert import Alert, AlertKind
from shared.domain.delivery import Reference
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Entry, Fate, News, OutboxEntry, Waiting, Wake, is_alert
from shared.domain.recorder import RecorderNews
from shared.domain.times import read_time
from shared.observability import logger

_FATES = {"told_at": Fate.TOLD, "failed_at": Fate.FAILED, "dropped_at": Fate.DROPPED}


def read_entries(items: Iterable[Mapping[str, Any]]) -> Iterator[OutboxEntry[Waiting]]:
    """Yield the entries that items hold; one that cannot be read must not hold back the others."""
    for item in items:
        try:
            yield _read(item)
        except (KeyError, ValueError) as error:
            logger.error(
                "an item of the outbox cannot be read and is left alone",
                pk=item.get("pk", {}).get("S"),
                sk=item.get("sk", {}).get("S"),
                reason=repr(error),
            )


def _read(item: Mapping[str, Any]) -> OutboxEntry[Waiting]:
    match optional(item, "kind"):
        case kind if kind == ONBOARDED:
            return _entry(read_summary(item), item)
        case kind if kind == RECORDER:
            return _entry(read_recorder_news(item), item)
        case kind if kind == WAKE:
            return _entry(Wake(read_wake(item)), item)
        case _ if "channel" in item:
            return _entry(read_alert(item), item)
        case _:
            return _entry(read_notice(item), item)


def _entry[T: Waiting](notice: T, item: Mapping[str, Any]) -> OutboxEntry[T]:
    fate = next((fate for name, fate in _FATES.items() if name in item), Fate.WAITING)
    return OutboxEntry(
        notice=notice,
        fate=fate,
        due=_time(item, "due_at") if fate is Fate.WAITING else None,
        attempts=number(item, "attempts"),
        leased_until=_time(item, "leased_until"),
        claim=optional(item, "claim"),
    )


def _time(item: Mapping[str, Any], name: str) -> datetime | None:
    value = optional(item, name)
    return read_time(value) if value else None


def entry_key(notice: News) -> Item:
    """Return the key of the item of what has to be told."""
    match notice:
        case Alert():
            return alert_key(notice)
        case AccountSummary():
            return summary_key(notice)
        case RecorderNews():
            return recorder_news_key(notice)
        case never:
            assert_never(never)


def opening_keys(entries: Iterable[Entry]) -> Sequence[Item]:
    """Return the keys of the beginnings of what these say is over."""
    alerts = [entry.notice for entry in entries if is_alert(entry)]
    over = [alert for alert in alerts if alert.kind is AlertKind.RESOLVED]
    places = [opening_key(alert.violation, alert.period, alert.channel) for alert in over]
    return [marshal(pk=pk, sk=sk) for pk, sk in places]


def log_fate(
    fate: str,
    entries: Iterable[Entry],
    log: Callable[..., None] = logger.info,
    **more: str,
) -> None:
    """Log what became of each entry."""
    for entry in entries:
        members = {**_members(entry.notice), "attempts": entry.attempts, **more}
        log(f"an alert was {fate}", extra=members)


def where_told(posted: Reference | None) -> dict[str, str]:
    """Return how the log names the message: a webhook does not say which one it made."""
    if posted is None:
        return {"slack": "webhook"}
    return {"slack": "bot", "slack_channel": posted.channel, "slack_ts": posted.message}


def _members(notice: News) -> dict[str, str]:
    match notice:
        case AccountSummary():
            return {"kind": ONBOARDED, "account": notice.account, "run": notice.run}
        case RecorderNews(place=place):
            said = {"recording": notice.recording.value, "call": notice.call.name}
            return {"kind": RECORDER, "account": place.account, "region": place.region, **said}
        case Alert():
            return {
                "kind": notice.kind.value,
                "channel": notice.channel,
                "event_id": notice.version.event_id,
                "violation": life_pk(notice.violation),
                **key_members(notice.key),
            }
        case never:
            assert_never(never)
