"""A day is what the people in a time zone call one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.domain.period import BadDateError, Kind, Period, period_asked
from tests.builders.snapshots import ZONE
from tests.fakes.clock import NOW


def test_without_a_date_it_is_yesterday() -> None:
    assert period_asked(None, ZONE, NOW) == Period(date(2026, 11, 19), ZONE)


def test_yesterday_is_what_the_time_zone_says() -> None:
    just_after_midnight_in_berlin = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    assert period_asked(None, ZONE, just_after_midnight_in_berlin).day == date(2026, 11, 19)


def test_a_date_names_its_day() -> None:
    assert period_asked("2026-11-20", ZONE, NOW).day == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("yesterday", "'yesterday': it has to be a day as YYYY-MM-DD"),
        ("2026-13-01", "YYYY-MM-DD"),
        ("20261101", "YYYY-MM-DD"),
        ("", "YYYY-MM-DD"),
        ("2026-11-21", "in the future: today is 2026-11-20 in Europe/Berlin"),
        ("1999-12-31", "before 2000-01-01"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(day: str, why: str) -> None:
    with pytest.raises(BadDateError, match=why):
        period_asked(day, ZONE, NOW)


@pytest.mark.parametrize(
    ("zone", "day", "start", "hours"),
    [
        ("Europe/Berlin", date(2026, 11, 19), "2026-11-18T23:00", 24),
        ("Europe/Berlin", date(2026, 3, 29), "2026-03-28T23:00", 23),
        ("Europe/Berlin", date(2026, 10, 25), "2026-10-24T22:00", 25),
        ("Asia/Kathmandu", date(2026, 11, 19), "2026-11-18T18:15", 24),
        ("America/Santiago", date(2026, 9, 6), "2026-09-06T04:00", 23),  # there is no midnight
        ("Australia/Lord_Howe", date(2026, 4, 5), "2026-04-04T13:00", 24.5),
    ],
)
def test_a_day_begins_and_ends_at_local_midnight(
    zone: str, day: date, start: str, hours: float
) -> None:
    period = Period(day, ZoneInfo(zone))
    assert period.start == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert period.end - period.start == timedelta(hours=hours)
    assert (period.window.start, period.window.end) == (period.start, period.end)


def test_days_ago_are_local_days() -> None:
    assert Period(date(2026, 11, 19), ZONE).days_ago(NOW) == 1
    assert (
        Period(date(2026, 11, 19), ZoneInfo("Pacific/Honolulu")).days_ago(NOW - timedelta(hours=3))
        == 0
    )


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (None, "2026-11-09", "2026-11-15"),
        ("2026-11-09", "2026-11-09", "2026-11-15"),
        ("2026-11-15", "2026-11-09", "2026-11-15"),
        ("2026-11-18", "2026-11-16", "2026-11-20"),
    ],
)
def test_a_week_goes_from_monday_to_sunday_or_to_today(
    day: str | None, first: str, last: str
) -> None:
    week = period_asked(day, ZONE, NOW, Kind.WEEKLY)
    assert (week.first, week.day) == (date.fromisoformat(first), date.fromisoformat(last))
    assert week.start == Period(week.first, ZONE).start
    assert week.end == Period(week.day, ZONE).end


def test_a_day_is_over_after_it_and_a_week_after_its_sunday() -> None:
    assert Period(date(2026, 11, 19), ZONE).is_over(NOW)
    assert not Period(date(2026, 11, 20), ZONE).is_over(NOW)
    assert Period(date(2026, 11, 15), ZONE, Kind.WEEKLY).is_over(NOW)
    assert not Period(date(2026, 11, 19), ZONE, Kind.WEEKLY).is_over(NOW)


def test_seven_days_follow_each_other_and_the_newest_end_with_the_period() -> None:
    period = Period(date(2026, 10, 26), ZONE)
    last, newest = period.seven_days(0)
    before, earlier = period.seven_days(1)
    assert (last, before) == (date(2026, 10, 26), date(2026, 10, 19))
    assert (newest.end, newest.start) == (period.end, earlier.end)
    assert newest.start
    assert newest.end
    assert newest.end - newest.start == timedelta(days=7, hours=1)  # summer time ended


def test_the_last_days_end_with_the_period() -> None:
    days = Period(date(2026, 3, 1), ZONE).last_days(3)
    assert [day.isoformat() for day in days] == ["2026-02-27", "2026-02-28", "2026-03-01"]
