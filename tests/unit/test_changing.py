"""The resources whose results changed most are named in the digest, with when that was counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.audience import ORGANISATION
from shared.domain.changing import Changes, Interval
from shared.domain.filters import Window
from shared.domain.observations import ResourceKey
from shared.ports.errors import StoreUnavailableError
from shared.usecases import find_changing
from tests.builders.digest_office import DigestOffice
from tests.builders.observations import C, N, key, result
from tests.builders.snapshots import HERE, ONE, PAYMENTS, TWO, YESTERDAY

START = datetime(2026, 11, 19, tzinfo=UTC)
DAY = Interval(START, START + timedelta(days=1))
QUARTER = timedelta(minutes=15)


OF_TODAY = replace(YESTERDAY, day=YESTERDAY.day + timedelta(days=1))


@pytest.fixture
def office() -> DigestOffice:
    """A day on which bucket-2 changed three times, bucket-1 and one of another account once."""
    made = DigestOffice()
    elsewhere = result(179, N, of=replace(key("bucket-9"), account=ONE))
    made.record(
        result(177, C, N, of=key("bucket-2")),
        result(178, N, C, of=key("bucket-2")),
        replace(elsewhere, origin=replace(elsewhere.origin, account=ONE)),
    )
    return made


def test_those_that_changed_most_come_first_with_their_results(office: DigestOffice) -> None:
    changing = office.send(OF_TODAY).found.changing
    assert changing
    assert [(each.key.resource_id, each.changes, each.results) for each in changing.resources] == [
        ("bucket-2", 3, 1),
        ("bucket-9", 1, 1),
        ("bucket-1", 1, 1),
    ]
    assert changing.changes == 5


def test_a_team_is_told_of_its_own(office: DigestOffice) -> None:
    changing = office.send(OF_TODAY, PAYMENTS).found.changing
    assert changing
    assert [each.key.resource_id for each in changing.resources] == ["bucket-9"]
    assert changing.changes == 1


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_the_newest_part_ends_with_the_whole_and_is_no_shorter_than_a_quarter_of_an_hour(
    share: float, minutes: int
) -> None:
    whole = Interval(START, START + timedelta(minutes=minutes))
    part = whole.newest(share)
    if minutes <= 15:
        assert part is None
        return
    assert part
    assert part.end == whole.end
    assert whole.start <= part.start <= whole.end - QUARTER


def test_halving_a_time_comes_to_an_end() -> None:
    part, parts = DAY.newest(0.5), 1
    while part:
        part, parts = part.newest(0.5), parts + 1
    assert parts == 8  # 12 h, 6 h, 3 h, 90 min, 45 min, 22.5 min, 15 min, none


def test_of_more_changes_than_are_read_the_newest_are_counted(
    office: DigestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_changing, "MOST_CHANGES", 2)
    found = find_changing.changes_in(OF_TODAY, office.desk)
    assert found
    assert found.counted.start > OF_TODAY.start
    assert found.counted.end == office.clock.now()


def test_where_too_many_came_at_once_a_shorter_time_is_counted_and_at_last_none(
    office: DigestOffice,
) -> None:
    office.changed.most = 0
    assert find_changing.changes_in(OF_TODAY, office.desk) is None


def test_a_digest_is_sent_without_them_where_they_cannot_be_read(
    office: DigestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out(_: Window) -> None:
        raise StoreUnavailableError("out")

    monkeypatch.setattr(office.changed, "changes", out)
    made = office.send(OF_TODAY)
    assert made.found.changing is None
    assert made.still_open == 2


def test_what_is_no_longer_kept_is_no_data(office: DigestOffice) -> None:
    long_ago = replace(YESTERDAY, day=YESTERDAY.day - timedelta(days=200))
    assert office.send(long_ago).found.changing is None


def test_those_that_changed_as_often_are_always_in_the_same_order() -> None:
    keys = [ResourceKey(account, HERE, "T", name) for account in (TWO, ONE) for name in "ba"]
    found = Changes(dict.fromkeys(keys, 1), DAY)
    assert [(k.account, k.resource_id) for k, _ in found.most(ORGANISATION, 3)] == [
        (ONE, "a"),
        (ONE, "b"),
        (TWO, "a"),
    ]
