"""Threads, and the violations that are in one, as items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from shared.adapters import dynamodb_keys as keys
from shared.adapters import notification_keys
from shared.adapters.dynamodb_items import Item, expiry, marshal, text
from shared.adapters.thread_json import read_thread, write_thread
from shared.domain.thread_keys import Member, ThreadKey
from shared.domain.threads import Thread
from shared.domain.times import sortable

STALE = "THREADS"  # partition of the index `due`: first messages that are to be edited


@dataclass(frozen=True, slots=True)
class KeptThread:
    """A thread as it is stored; `revision` is None where nothing is."""

    thread: Thread
    revision: str | None = None


def key_of(key: ThreadKey) -> Item:
    """Return the key of a thread's item."""
    return marshal(pk=notification_keys.threads_pk(key.group), sk=f"{key.number:08}")


def thread_item(thread: Thread, retention: timedelta) -> Item:
    """Return a thread as an item; a closed one expires."""
    return {
        **key_of(thread.key),
        **marshal(
            thread=write_thread(thread),
            revision=uuid4().hex,
            due_pk=STALE if thread.show_at else None,
            due_at=sortable(thread.show_at) if thread.show_at else None,
            expires_at=expiry(thread.closed_at, retention) if thread.closed_at else None,
        ),
    }


def if_still(kept: KeptThread) -> dict[str, Any]:
    """Return the condition of a write that follows what is stored."""
    if kept.revision is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "revision = :revision",
        "ExpressionAttributeValues": marshal(**{":revision": kept.revision}),
    }


def read_kept(item: Mapping[str, Any]) -> KeptThread:
    """Return the thread that an item holds."""
    return KeptThread(read_thread(text(item, "thread")), text(item, "revision"))


def member_key(member: Member) -> Item:
    """Return the key of a violation's item, beside its life."""
    sk = f"T#{member.period:012}#{keys.part(member.channel)}"
    return marshal(pk=notification_keys.life_pk(member.violation), sk=sk)


def member_item(member: Member, key: ThreadKey) -> Item:
    """Return the item that says in which thread a violation is told."""
    return {**member_key(member), **marshal(in_thread=key.text)}


def end_member(now: datetime, retention: timedelta) -> dict[str, Any]:
    """Return the update that keeps that a violation is over, if nobody has."""
    values: dict[str, str | int] = {":now": sortable(now), ":expires": expiry(now, retention)}
    return {
        "UpdateExpression": "SET over_at = :now, expires_at = :expires",
        "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(over_at)",
        "ExpressionAttributeValues": marshal(**values),
    }


def is_over(item: Mapping[str, Any]) -> bool:
    """Whether the violation of an item is over."""
    return "over_at" in item


def thread_key(item: Mapping[str, Any]) -> ThreadKey:
    """Return the thread in which the violation of an item is told."""
    return ThreadKey.read(text(item, "in_thread"))


def place(key: Item) -> tuple[str, str]:
    """Return partition and sort key of an item."""
    return text(key, "pk"), text(key, "sk")
