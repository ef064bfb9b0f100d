"""News of recorders as items of the outbox: due at once, one of each stop and of each start."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters import notification_keys
from shared.adapters.dynamodb_items import Item, marshal, optional, text
from shared.adapters.recorder_json import read_call, write_call
from shared.domain.observations import PlaceKey
from shared.domain.recorder import RecorderNews
from shared.domain.times import sortable

RECORDER = "recorder"  # `kind` of these items


def recorder_news_item(news: RecorderNews, now: datetime) -> Item:
    """Return news as an item."""
    return {
        **recorder_news_key(news),
        **marshal(
            kind=RECORDER,
            account=news.place.account,
            region=news.place.region,
            call=write_call(news.call),
            stopped=write_call(news.stopped) if news.stopped else None,
            created_at=sortable(now),
            due_pk=notification_keys.DUE,
            due_at=sortable(now),
            attempts=0,
        ),
    }


def recorder_news_key(news: RecorderNews) -> Item:
    """Return the key of the item: the news of a place are in the order of time."""
    place = keys.joined(news.place.account, news.place.region)
    return marshal(pk=f"C#{place}", sk=f"{sortable(news.since)}#{news.recording.value}")


def read_recorder_news(item: Mapping[str, Any]) -> RecorderNews:
    """Return the news that an item holds."""
    stopped = optional(item, "stopped")
    return RecorderNews(
        place=PlaceKey(text(item, "account"), text(item, "region")),
        call=read_call(json.loads(text(item, "call"))),
        stopped=read_call(json.loads(stopped)) if stopped else None,
    )
