"""How soon a violation is told."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from shared.domain.severity import Severity

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_URGENT = {Severity.CRITICAL, Severity.HIGH}


class Mode(StrEnum):
    """How soon, the soonest first."""

    IMMEDIATE = "immediate"  # at the end of the grouping window
    BATCHED = "batched"  # together with others, every so many minutes
    DIGEST = "digest"  # in the digest alone


def mode_for(severity: Severity) -> Mode:
    """Return how soon a violation is told where nothing else is said."""
    return Mode.IMMEDIATE if severity in _URGENT else Mode.BATCHED


def due(mode: Mode, batch_minutes: int, now: datetime, gathers_for: timedelta) -> datetime | None:
    """Return when a violation that is known now is to be told; None: by the digest alone.

    A batch ends every `batch_minutes`, counted from 1970, so that it ends for all at once. What is
    told immediately waits for others of its group, from now on for `gathers_for`.
    """
    match mode:
        case Mode.IMMEDIATE:
            return now + gathers_for
        case Mode.BATCHED:
            length = timedelta(minutes=batch_minutes)
            return now - (now - _EPOCH) % length + length
        case Mode.DIGEST:
            return None
        case never:
            assert_never(never)
