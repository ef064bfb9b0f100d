"""How a digest says its numbers and times, in Slack and in its report."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from shared.domain.audience import Audience
from shared.domain.mute_documents import words_of
from shared.domain.period import Kind, Period

NO_DATA = "no data"


def utc(moment: datetime) -> str:
    """Return an instant as people read it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def percent(value: float | None) -> str:
    """Return a percentage, or that there is none."""
    return NO_DATA if value is None else f"{value:.2f} %"


def points(value: float | None) -> str:
    """Return a change of a percentage; none at all is not the same as no data."""
    if value is None:
        return NO_DATA
    return "unchanged" if value == 0 else f"{value:+.2f} points"


def number(value: int | None) -> str:
    """Return a count, or that there is none."""
    return NO_DATA if value is None else f"{value:,}"


def since_days(days: int) -> str:
    """Return what a change is measured against."""
    return "since the day before" if days == 1 else f"over {days} days"


def long_day(day: date) -> str:
    """Return a day with its name."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def period_title(period: Period) -> str:
    """Return the day, or the days, that a digest is of."""
    if period.kind is Kind.DAILY:
        return long_day(period.day)
    if period.first == period.day:
        return f"the week that began on {long_day(period.day)}"
    first = f"{period.first.day}" if period.first.month == period.day.month else _day(period.first)
    return f"the week from {first} to {_day(period.day)} {period.day:%Y}"


def audience_title(audience: Audience) -> str:
    """Return whom a digest is for, as the beginning of a title."""
    return "" if audience.team is None else f"Team {audience.team}: "


def changes(by_days: Mapping[int, float | None], separator: str = ", ") -> str:
    """Return all changes of a score, each with what it is measured against."""
    return separator.join(f"{since_days(n)}: {points(by_days[n])}" for n in sorted(by_days))


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


FILTERS: Mapping[str, Any] = {
    "utc": utc,
    "percent": percent,
    "points": points,
    "number": number,
    "since_days": since_days,
    "long_day": long_day,
    "period_title": period_title,
    "audience_title": audience_title,
    "changes": changes,
    "muted_words": words_of,
}
