"""Members of JSON objects from outside; each function raises ValueError for what is not one."""

from datetime import UTC, datetime
from typing import Any

type Json = dict[str, Any]

LONGEST = 256


def json_object(parent: Json, name: str) -> Json:
    """Return an object; absent and null are an empty one."""
    value = parent.get(name) or {}
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not an object")  # noqa: TRY004 - one error for all that is wrong
    return value


def text(parent: Json, name: str, longest: int = LONGEST) -> str:
    """Return a text that must be there."""
    value = parent.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError(f"{name} is not a text of at most {longest} characters")
    value.encode()  # a JSON text can hold half of a surrogate pair, which no answer can
    return value


def optional_text(parent: Json, name: str) -> str | None:
    """Return a text, or None for anything else; what is too long is cut."""
    value = parent.get(name)
    if not isinstance(value, str) or not value:
        return None
    value.encode()
    return value[:LONGEST]


def moment(written: object) -> datetime:
    """Return the instant that a text names, in UTC; one without an offset is UTC."""
    if not isinstance(written, str) or "T" not in written:
        raise ValueError(f"not an ISO 8601 instant: {written!r}")
    read = datetime.fromisoformat(written)
    try:
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"not an instant: {written!r}") from error


def optional_moment(parent: Json, name: str) -> datetime | None:
    """Return an instant, or None where none can be read."""
    try:
        return moment(parent.get(name))
    except ValueError:
        return None


def write_moment(instant: datetime) -> str:
    """Return an instant as AWS Config writes it (milliseconds), finer only where it is finer."""
    precision = "microseconds" if instant.microsecond % 1000 else "milliseconds"
    return instant.replace(tzinfo=None).isoformat(timespec=precision) + "Z"
