"""Instants: read in any form that AWS writes them in, kept and written in UTC."""

from datetime import UTC, datetime
from functools import lru_cache

EARLIEST = datetime.min.replace(tzinfo=UTC)


def read_time(text: str) -> datetime:
    """Return the instant that an ISO 8601 text names, in UTC; without an offset it is UTC.

    Raises:
        ValueError: the text is not an instant.

    """
    if "T" not in text and " " not in text:
        raise ValueError(f"not an ISO 8601 instant: {text[:40]!r}")
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"not an ISO 8601 instant: {text[:40]!r}") from error


def write_time(moment: datetime) -> str:
    """Return the instant as AWS Config writes it (milliseconds), finer only where it is finer."""
    precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=precision) + "Z"


@lru_cache(maxsize=4096)
def sortable(moment: datetime) -> str:
    """Return the instant in a fixed width, so that the order of texts is the order of time."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
