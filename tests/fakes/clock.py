"""A clock that stands still until somebody sleeps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class FakeClock:
    """Sleeping moves it on; `waking` is called whenever somebody has slept."""

    def __init__(self) -> None:
        self.time = NOW
        self.slept = timedelta()
        self.waking: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        return self.time

    def sleep(self, duration: timedelta) -> None:
        assert duration >= timedelta()
        self.time += duration
        self.slept += duration
        self.waking()

    def after(self, seconds: float) -> datetime:
        return NOW + timedelta(seconds=seconds)
