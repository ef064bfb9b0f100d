"""Items of the registry, as what is known of their places."""

from datetime import datetime

from shared.adapters.dynamodb_items import Item, optional, text
from shared.adapters.dynamodb_recorders import recorder_of
from shared.domain.snapshots import Heard
from shared.domain.times import read_time


def read_heard(item: Item) -> Heard:
    """Return what an item of the registry says."""
    return Heard(
        text(item, "account"),
        text(item, "region"),
        first=_moment(item, "first_heard"),
        last=_moment(item, "last_heard"),
        reconciled=_moment(item, "reconciled_at"),
        recorder=recorder_of(item),
    )


def _moment(item: Item, name: str) -> datetime | None:
    value = optional(item, name)
    return read_time(value) if value else None
