"""The machine's clock."""

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Real time."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)

    def sleep(self, duration: timedelta) -> None:
        """Return after the duration."""
        time.sleep(duration.total_seconds())
