"""Records of the ConfigCompliance table's stream as changes of the sums."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import number, read_record, text
from shared.adapters.dynamodb_rollups import read_rollup
from shared.domain.contributions import ActivityIs, Change, CountsAre, ViolationResolved
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity, quarter_of
from shared.domain.status import Status
from shared.domain.times import read_time

type Image = Mapping[str, Any]


def changes_of(
    records: Iterable[Mapping[str, Any]], misread: Callable[[Mapping[str, Any]], None]
) -> list[Change]:
    """Return the changes that records tell of, in their order.

    Records of other items, and of items that have expired, tell of none. One that cannot be read is
    handed to `misread`: the next comparison of place and sums mends what it would have changed.
    """
    found: list[Change] = []
    for record in records:
        try:
            found += _changes(record["dynamodb"])
        except (KeyError, ValueError, TypeError):
            misread(record)
    return found


def _changes(told: Mapping[str, Any]) -> Iterator[Change]:
    new, old = told.get("NewImage"), told.get("OldImage")
    if new is None:
        return
    sk = text(told["Keys"], "sk")
    if sk.startswith(keys.ROLLUP):
        key, counts = read_rollup(new)
        place = PlaceKey(key.account, key.region)
        yield CountsAre(place, key.rule_name, key.resource_type, counts)
    elif sk.startswith(keys.ACTIVITY):
        quarter = read_time(sk.removeprefix(keys.ACTIVITY))
        place, sequence = _place(told["Keys"]), int(told["SequenceNumber"])
        yield ActivityIs(place, sequence, quarter, _activity(old or {}), _activity(new))
    elif sk.startswith(keys.STATE) and old is not None:
        yield from _resolved(int(told["SequenceNumber"]), old, new)


def _resolved(sequence: int, old: Image, new: Image) -> Iterator[Change]:
    before, after = read_record(old), read_record(new)
    ended = before.status == Status.NON_COMPLIANT and after.status == Status.COMPLIANT
    if ended and after.since >= before.since:
        place = PlaceKey(after.key.account, after.key.region)
        lasted = after.since - before.since
        yield ViolationResolved(place, sequence, quarter_of(after.since), lasted)


def _place(key: Image) -> PlaceKey:
    """Return the place of a partition: neither accounts nor regions need escaping."""
    _, account, region = text(key, "pk").split("#")
    return PlaceKey(account, region)


def _activity(image: Image) -> Activity:
    return Activity(
        number(image, "total_events"),
        number(image, "new_violations"),
        number(image, "resolved_violations"),
    )
