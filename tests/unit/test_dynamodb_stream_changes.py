"""What the stream of the table tells is read as changes; what is of no concern is passed over."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb_items import marshal, record_item
from shared.adapters.dynamodb_stream_changes import changes_of
from shared.domain.contributions import ActivityIs, CountsAre, ViolationResolved
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity, Counts
from shared.domain.state import insert
from tests.builders.observations import C, N, at, result

PLACE = PlaceKey("222222222222", "eu-central-1")
PK = "A#222222222222#eu-central-1"


def record(sk: str, new: Any, old: Any = None, pk: str = PK, number: int = 7) -> Any:
    told = {"Keys": marshal(pk=pk, sk=sk), "SequenceNumber": str(number)}
    images = {"NewImage": new, "OldImage": old}
    return {"dynamodb": told | {name: image for name, image in images.items() if image}}


def changes(*records: Any) -> Any:
    misread: list[Any] = []
    found = changes_of(records, misread.append)
    assert not misread
    return found


def test_a_rollup_says_what_is_counted_now() -> None:
    names = {"account": PLACE.account, "region": PLACE.region}
    rule = {"rule_name": "restricted-ssh", "resource_type": "T"}
    image = marshal(**names, **rule, total=3, compliant=1, non_compliant=2)
    assert changes(record("R#restricted-ssh#T", image)) == [
        CountsAre(PLACE, "restricted-ssh", "T", Counts(3, 1, 2))
    ]


def test_activity_says_what_it_was_and_what_it_is() -> None:
    told = record(
        "D#2026-11-20T09:15:00.000000Z",
        marshal(total_events=5, new_violations=2),
        marshal(total_events=3, new_violations=2),
    )
    quarter = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    assert changes(told) == [ActivityIs(PLACE, 7, quarter, Activity(3, 2), Activity(5, 2))]


@pytest.fixture
def images() -> tuple[Any, Any]:
    """Return a state as it was, violated, and as it is two hours later."""
    before = insert(None, result(0, N))
    after = insert(before, result(120, C, N))
    kept = timedelta(days=90)
    return record_item(before, at(0), kept), record_item(after, at(0), kept)


def test_a_violation_that_became_compliant_says_how_long_it_lasted(images: Any) -> None:
    before, after = images
    [change] = changes(record("S#x", after, before, number=42))
    assert change == ViolationResolved(PLACE, 42, change.quarter, timedelta(hours=2))
    assert change.quarter <= at(120) < change.quarter + timedelta(minutes=15)


def test_other_changes_of_states_and_other_items_tell_nothing(images: Any) -> None:
    before, after = images
    assert changes(record("S#x", before, after), record("S#x", before)) == []
    assert changes(record("T", marshal(revision=1)), record("B#x", marshal(version="1"))) == []


def test_what_expired_tells_nothing() -> None:
    assert changes(record("D#2026-11-20T09:15:00.000000Z", None, marshal(total_events=3))) == []


@pytest.mark.parametrize(
    "broken",
    [
        {},
        record("D#yesterday", marshal(total_events=1)),
        record("R#x#y", marshal(account="222222222222")),
        record("D#2026-11-20T09:15:00.000000Z", marshal(total_events=1), pk="A#1"),
    ],
)
def test_what_cannot_be_read_is_handed_over_and_holds_nothing_back(broken: Any) -> None:
    misread: list[Any] = []
    good = record("D#2026-11-20T09:15:00.000000Z", marshal(total_events=1))
    assert len(changes_of([broken, good], misread.append)) == 1
    assert misread == [broken]
