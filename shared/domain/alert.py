"""What one channel is told of one violation, once."""

from dataclasses import dataclass, replace
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
    `out_of_shadow` that the rule was in shadow when it began, and is not any more; `out_of_mute`
    that it is told again because it was muted, and is not any more.

    As far as was known, so many `sightings` (states) have shown it in the period, of so many
    `regions`, of `rules` (the first by name; none where it is one) and so many `more_rules`;
    `flaps` is how often it went and came back.
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
    out_of_mute: bool = False
    sightings: int = 1
    rules: tuple[str, ...] = ()
    more_rules: int = 0
    regions: int = 1
    flaps: int = 0

    @property
    def place(self) -> tuple[int, bool, int]:
        """Its place among all that the channel is told of the violation."""
        return self.period, self.kind is AlertKind.RESOLVED, self.number

    @property
    def of_same_life(self) -> tuple[ViolationKey, str]:
        """What it has in common with all that the channel is told of the violation."""
        return self.violation, self.channel

    def seen_as(self, other: "Alert") -> "Alert":
        """Return it with what another one of the same period knows of where it showed."""
        return replace(
            self,
            sightings=other.sightings,
            rules=other.rules,
            more_rules=other.more_rules,
            regions=other.regions,
            flaps=other.flaps,
        )
