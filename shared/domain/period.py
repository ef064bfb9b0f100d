"""A day, or a week, as people in a time zone live it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from shared.domain.filters import Window

# Nothing was watched before; it also keeps the weeks before a day within what a date can name.
EARLIEST = date(2000, 1, 1)
_DAY = timedelta(days=1)


class BadDateError(ValueError):
    """A day that no digest can be made of; the message says why."""


class Kind(StrEnum):
    """How long a digest looks back."""

    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def compared(self) -> tuple[int, int]:
        """The days before its last day that it is compared with."""
        match self:
            case Kind.DAILY:
                return 1, 7
            case Kind.WEEKLY:
                return 7, 28
            case never:
                assert_never(never)


@dataclass(frozen=True, slots=True)
class Period:
    """From one local midnight to another, as instants in UTC; a local day has 23 to 25 hours.

    `day` is the last day: of a week its Sunday, or the present day while the week is not over.
    """

    day: date
    zone: ZoneInfo
    kind: Kind = Kind.DAILY

    @property
    def first(self) -> date:
        """The first day: of a week its Monday."""
        return self.day if self.kind is Kind.DAILY else _monday(self.day)

    @property
    def start(self) -> datetime:
        """The midnight with which the first day begins."""
        return self._midnight(self.first)

    @property
    def end(self) -> datetime:
        """The midnight with which the last day ends."""
        return self._midnight(self.day + _DAY)

    @property
    def window(self) -> Window:
        """The time between."""
        return Window(start=self.start, end=self.end)

    def seven_days(self, weeks_ago: int) -> tuple[date, Window]:
        """Return the last day of seven, and the seven; the newest seven end with the period."""
        last = self.day - 7 * weeks_ago * _DAY
        start, end = self._midnight(last - 6 * _DAY), self._midnight(last + _DAY)
        return last, Window(start=start, end=end)

    def last_days(self, number: int) -> list[date]:
        """Return the last so many days, the last day of the period as the last one."""
        return [self.day - back * _DAY for back in reversed(range(number))]

    def days_ago(self, now: datetime) -> int:
        """Return how many days before the present one the last day is: 0 is today, 1 yesterday."""
        return (now.astimezone(self.zone).date() - self.day).days

    def is_over(self, now: datetime) -> bool:
        """Return whether nothing more can happen in it."""
        sunday = self.kind is Kind.DAILY or self.day == _monday(self.day) + 6 * _DAY
        return sunday and self.days_ago(now) > 0

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def period_asked(day: str | None, zone: ZoneInfo, now: datetime, kind: Kind = Kind.DAILY) -> Period:
    """Return the day (or its week) that `day` (YYYY-MM-DD) names; without one, the last that ended.

    Raises:
        BadDateError: it is not a day, or no digest can be made of it.

    """
    today = now.astimezone(zone).date()
    asked = _last_ended(today, kind) if day is None else _read(day)
    if asked > today:
        raise BadDateError(f"date {asked} is in the future: today is {today} in {zone.key}")
    if asked < EARLIEST:
        raise BadDateError(f"date {asked} is before {EARLIEST}, when nothing was watched")
    last = asked if kind is Kind.DAILY else _monday(asked) + 6 * _DAY
    return Period(min(last, today), zone, kind)


def _last_ended(today: date, kind: Kind) -> date:
    return today - _DAY if kind is Kind.DAILY else _monday(today) - _DAY


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _read(day: str) -> date:
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise BadDateError(f"date is {day[:40]!r}: it has to be a day as YYYY-MM-DD") from None
