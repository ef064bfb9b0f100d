"""That a digest is sent once."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from shared.domain.audience import Audience
from shared.domain.period import Period


class Claim(Enum):
    """What came of wanting to send something."""

    TAKEN = auto()
    SENT_BEFORE = auto()
    HELD_BY_ANOTHER = auto()


@dataclass(frozen=True, slots=True)
class Report:
    """Where the report of a digest can be read, and until when."""

    address: str
    until: datetime


def digest_name(period: Period, audience: Audience) -> str:
    """Return what the digest of a period for an audience is remembered by."""
    return f"{period.kind}#{period.day.isoformat()}#{audience.key}"
