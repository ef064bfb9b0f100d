"""What one channel is told of one violation, once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey


class AlertKind(StrEnum):
    """What a channel is told of a violation."""

    OPENED = "opened"
    REMINDER = "reminder"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that a channel is told of a violation in one of its periods.

    `key` is the state in which it showed first, `since` when it began or ended by the event's own
    time. `route` is None where no route took it. `number` counts reminders. `first_result` says
    that nothing was known of the state before, under a rule that was new where it is;
    `out_of_shadow` that the rule was in shadow when it began, and is not any more. `sightings`
    and `flaps` are how many states show it, and how often it went and came back, as far as known.
    """

    kind: AlertKind
    violation: ViolationKey
    period: int
    channel: str
    key: StateKey
    version: Version
    status: str
    since: datetime
    reason: str | None = None
    route: str | None = None
    number: int = 0
    first_result: bool = False
    out_of_shadow: bool = False
    sightings: int = 1
    flaps: int = 0

    @property
    def place(self) -> tuple[int, bool, int]:
        """Its place among all that the channel is told of the violation."""
        return self.period, self.kind is AlertKind.RESOLVED, self.number

    @property
    def of_same_life(self) -> tuple[ViolationKey, str]:
        """What it has in common with all that the channel is told of the violation."""
        return self.violation, self.channel
