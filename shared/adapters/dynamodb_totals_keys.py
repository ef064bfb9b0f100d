"""Where the sums of the organisation are in the ConfigCompliance table."""

from datetime import datetime

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import Item, marshal
from shared.domain.observations import PlaceKey
from shared.domain.times import sortable
from shared.domain.totals import PartKey


def share_key(place: PlaceKey) -> Item:
    """Return the key of what a place has contributed: beside what is counted there."""
    return marshal(pk=keys.account_pk(place.account, place.region), sk=keys.SHARE)


def part_key(part: PartKey) -> Item:
    """Return the key of a part of the sums."""
    sk = keys.joined(part.region, f"{part.number:02d}")
    return marshal(pk=keys.totals_pk(part.number % keys.TOTALS_SHARDS), sk=sk)


def resolved_key(place: PlaceKey, quarter: datetime) -> Item:
    """Return the key of how long violations lasted that ended in a quarter, in a place."""
    pk = keys.account_pk(place.account, place.region)
    return marshal(pk=pk, sk=keys.RESOLVED + sortable(quarter))


def quarter_key(place: PlaceKey, quarter: datetime) -> Item:
    """Return the key of what happened in a quarter, in the organisation."""
    return _activity_key(place, keys.QUARTER, quarter)


def day_key(place: PlaceKey, quarter: datetime) -> Item:
    """Return the key of what happened on the day (UTC) of a quarter, in the organisation."""
    midnight = quarter.replace(hour=0, minute=0, second=0, microsecond=0)
    return _activity_key(place, keys.DAY, midnight)


def _activity_key(place: PlaceKey, prefix: str, begins: datetime) -> Item:
    number = keys.shard(place.account, keys.ACTIVITY_SHARDS)
    return marshal(pk=keys.activity_pk(place.region, number), sk=prefix + sortable(begins))
