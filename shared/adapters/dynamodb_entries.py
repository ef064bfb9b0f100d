"""Entries of the outbox as items, and what is said of them in the log."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import Item, key_members, marshal, number, optional
from shared.adapters.dynamodb_notices import notice_sk, read_notice
from shared.adapters.dynamodb_summaries import ONBOARDED, read_summary, summary_key
from shared.domain.notices import Notice
from shared.domain.outbox import Entry, Fate, News, OutboxEntry
from shared.domain.times import read_time
from shared.observability import logger

_FATES = {"told_at": Fate.TOLD, "failed_at": Fate.FAILED, "dropped_at": Fate.DROPPED}


def read_entries(items: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
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


def _read(item: Mapping[str, Any]) -> Entry:
    if optional(item, "kind") == ONBOARDED:
        return _entry(read_summary(item), item)
    return _entry(read_notice(item), item)


def _entry[T: News](notice: T, item: Mapping[str, Any]) -> OutboxEntry[T]:
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
    if not isinstance(notice, Notice):
        return summary_key(notice)
    return marshal(pk=keys.violation_pk(notice.key), sk=notice_sk(notice.version, notice.kind))


def log_fate(
    fate: str,
    entries: Iterable[Entry],
    log: Callable[..., None] = logger.info,
    **more: str,
) -> None:
    """Log what became of each entry."""
    for entry in entries:
        members = {**_members(entry.notice), "attempts": entry.attempts, **more}
        log(f"a notice was {fate}", extra=members)


def _members(notice: News) -> dict[str, str]:
    if not isinstance(notice, Notice):
        return {"kind": ONBOARDED, "account": notice.account, "run": notice.run}
    return {
        "kind": notice.kind.value,
        "event_id": notice.version.event_id,
        **key_members(notice.key),
    }
