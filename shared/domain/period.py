"""A day as people in a time zone live it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.domain.filters import Window

# Nothing was watched before; it also keeps the weeks before a day within what a date can name.
EARLIEST = date(2000, 1, 1)


class BadDateError(ValueError):
    """A day that no digest can be made of; the message says why."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one local midnight to the next, 23 to 25 hours, as instants in UTC."""

    day: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        """The midnight with which the day begins."""
        return self._midnight(self.day)

    @property
    def end(self) -> datetime:
        """The midnight with which the next day begins."""
        return self._midnight(self.day + timedelta(days=1))

    @property
    def window(self) -> Window:
        """The time between."""
        return Window(start=self.start, end=self.end)

    def days_ago(self, now: datetime) -> int:
        """Return how many days before the present one it is: 0 is today, 1 yesterday."""
        return (now.astimezone(self.zone).date() - self.day).days

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def period_asked(day: str | None, zone: ZoneInfo, now: datetime) -> Period:
    """Return the day that `day` (YYYY-MM-DD) names, yesterday where it names none.

    Raises:
        BadDateError: it is not a day, or no digest can be made of it.

    """
    today = now.astimezone(zone).date()
    asked = today - timedelta(days=1) if day is None else _read(day)
    if asked > today:
        raise BadDateError(f"date {asked} is in the future: today is {today} in {zone.key}")
    if asked < EARLIEST:
        raise BadDateError(f"date {asked} is before {EARLIEST}, when nothing was watched")
    return Period(asked, zone)


def _read(day: str) -> date:
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise BadDateError(f"date is {day[:40]!r}: it has to be a day as YYYY-MM-DD") from None
