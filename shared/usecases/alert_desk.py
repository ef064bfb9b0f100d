"""What telling needs of the world, and what it counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from shared.domain.alert_policy import AlertPolicy
from shared.domain.outbox import Entry, is_alert
from shared.ports.alerting import AlertDeadLetters, AlertWriter, Outbox
from shared.ports.channel import AlertChannel, Clock
from shared.ports.pacing import Pacing
from shared.usecases.plan_alerts import PlanningDesk

type Tally = Counter[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The ports through which one channel is told."""

    outbox: Outbox
    pacing: Pacing
    channel: AlertChannel
    writer: AlertWriter
    dead_letters: AlertDeadLetters
    clock: Clock
    policy: AlertPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """A desk for each channel, and where it is planned what they tell.

    `fallback` names the channel that is told what is for no other: summaries of accounts, and what
    was planned for a channel that there is not any more. `window` is how long the first violation
    of a group waits for others.
    """

    outbox: Outbox
    clock: Clock
    planning: PlanningDesk
    desks: Mapping[str, Desk]
    fallback: str
    window: timedelta

    def channel_of(self, entry: Entry) -> str:
        """Return the channel that is told of an entry."""
        name = entry.notice.channel if is_alert(entry) else self.fallback
        return name if name in self.desks else self.fallback
