"""The alert dead-letter queue in memory."""

from collections.abc import Sequence
from datetime import datetime

from shared.domain.outbox import Entry, News


class KeptAlerts:
    """Keeps what could not be told, and why."""

    def __init__(self) -> None:
        self.kept: list[tuple[list[News], str, str]] = []

    def keep(self, untold: Sequence[Entry], message: str, reason: str, now: datetime) -> None:
        assert now.tzinfo is not None
        self.kept.append(([entry.notice for entry in untold], message, reason))
