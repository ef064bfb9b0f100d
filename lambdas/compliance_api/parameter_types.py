"""How the texts of parameters are read: instants, days, numbers."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BeforeValidator

from shared.domain.times import read_time

# Few enough digits that more than the last year there is (9999) is a ValueError.
_EPOCH = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
# The years of instants: with room before and after each for the day that it is in.
YEARS = range(1970, 9999)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_instant(text: str) -> datetime:
    """Return an instant given as ISO 8601, as a date (its midnight in UTC) or as epoch seconds.

    Raises:
        ValueError: the text is none of these, or the day before it or after it cannot be told.

    """
    moment = _instant(text)
    if moment.year not in YEARS:
        raise ValueError("not an instant that anything is kept of")
    return moment


def _instant(text: str) -> datetime:
    """Return any instant; a plus sign that was not encoded arrives as a space.

    No instant has a space before its offset.
    """
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC)
    if _DATE.fullmatch(text):
        return read_time(f"{text}T00:00:00Z")
    return read_time(re.sub(r"(T\S+) (?=[0-9]{2}:?[0-9]{2}$)", r"\1+", text))


def read_day(text: str) -> date:
    """Return a day given as YYYY-MM-DD, with room before and after it.

    Raises:
        ValueError: the text is none, or one of times that nobody watched.

    """
    if not _DATE.fullmatch(text) or not "2000" <= text < "9999":
        raise ValueError("not a day")
    return date.fromisoformat(text)


def whole_number(text: str) -> int:
    """Return a number of digits only.

    Raises:
        ValueError: there is something else in it.

    """
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("not a whole number")
    return int(text)


INSTANT = (
    "an instant in ISO 8601, a date (its midnight in UTC) or seconds since 1970;"
    f" from {YEARS[0]} to {YEARS[-1]}"
)
CURSOR = "the next_cursor of an answer to this request, unaltered and with the same filters"
A_CURSOR = "WyIiLCIyMDI2LTExLTIwVDA5OjAxOjAwWiJd.Jc0mFhRn2xM"

Instant = Annotated[datetime, BeforeValidator(read_instant)]


Limit = Annotated[int, BeforeValidator(whole_number)]
Day = Annotated[date, BeforeValidator(read_day)]
