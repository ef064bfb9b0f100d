"""A time as the quarters of an hour in it, which are counted already, and what is left over."""

from datetime import UTC, datetime

from shared.domain.filters import Window
from shared.domain.rollups import BUCKET, quarter_of

# The last quarter of an hour that a datetime can name; none begins after it.
_LAST = datetime.max.replace(minute=45, second=0, microsecond=0, tzinfo=UTC)


def split(window: Window) -> tuple[Window | None, list[Window]]:
    """Return the longest run of whole quarters within a window, if any, and the rest of it."""
    if window.start and window.start > _LAST:
        return None, [window]
    start = _ceiling(window.start) if window.start else None
    end = quarter_of(window.end) if window.end else None
    if start and end and start >= end:
        return None, [window]
    before = [Window(start=window.start, end=start)] if start != window.start else []
    after = [Window(start=end, end=window.end)] if end != window.end else []
    return Window(start=start, end=end), before + after


def _ceiling(moment: datetime) -> datetime:
    """Return the beginning of the first quarter that does not begin before a moment."""
    floor = quarter_of(moment)
    return floor if floor == moment else floor + BUCKET
