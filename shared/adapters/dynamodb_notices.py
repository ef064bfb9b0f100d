"""Notices as items of the outbox: written with the state that they tell of, due at once.

An item waits in the sparse index `due` until it is planned what is told of it; then it is deleted.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters import notification_keys
from shared.adapters.dynamodb_items import Item, key_members, marshal, optional, state_key, text
from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import Version
from shared.domain.times import read_time, sortable

# With what the sort key of a notice ends that tells of an end.
ENDS = f"#{NoticeKind.RESOLVED.value}"


def notice_item(notice: Notice, now: datetime) -> Item:
    """Return a notice as an item that is due."""
    return notice_key(notice) | marshal(
        kind=notice.kind.value,
        **key_members(notice.key),
        version=notice.version.text,
        status=notice.status,
        since=sortable(notice.since),
        reason=notice.reason,
        first_result="yes" if notice.first_result else None,
        created_at=sortable(now),
        due_pk=notification_keys.DUE,
        due_at=sortable(now),
    )


def notice_key(notice: Notice) -> Item:
    """Return the key of a notice's item: the notices of a state stand in their order."""
    sk = f"{keys.part(notice.version.text)}#{notice.kind.value}"
    return marshal(pk=notification_keys.notices_pk(notice.key), sk=sk)


def read_notice(item: Mapping[str, Any]) -> Notice:
    """Return the notice that an item holds."""
    return Notice(
        NoticeKind(text(item, "kind")),
        state_key(item),
        Version.read(text(item, "version")),
        text(item, "status"),
        read_time(text(item, "since")),
        optional(item, "reason"),
        first_result="first_result" in item,
    )
