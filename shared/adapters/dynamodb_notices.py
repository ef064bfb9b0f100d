"""Notices as items of the outbox: written with the state that they tell of, due after the window.

An item waits in the sparse index `due` until it is told; then its due members are removed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import Item, key_members, marshal, optional, state_key, text
from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import Version
from shared.domain.times import read_time, sortable


def notice_item(notice: Notice, now: datetime, window: timedelta) -> Item:
    """Return a notice as an item that is due once the grouping window has passed."""
    return marshal(
        pk=keys.violation_pk(notice.key),
        sk=notice_sk(notice.version, notice.kind),
        kind=notice.kind.value,
        **key_members(notice.key),
        version=notice.version.text,
        status=notice.status,
        since=sortable(notice.since),
        reason=notice.reason,
        created_at=sortable(now),
        due_pk=keys.DUE,
        due_at=sortable(now + window),
        attempts=0,
    )


def notice_sk(version: Version, kind: NoticeKind) -> str:
    """Return the sort key of a notice: the notices of a state stand in their order."""
    return f"{keys.part(version.text)}#{kind.value}"


def read_notice(item: Mapping[str, Any]) -> Notice:
    """Return the notice that an item holds."""
    return Notice(
        NoticeKind(text(item, "kind")),
        state_key(item),
        Version.read(text(item, "version")),
        text(item, "status"),
        read_time(text(item, "since")),
        optional(item, "reason"),
    )
