"""What telling needs of the world, and what it counts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.alert_policy import AlertPolicy
from shared.domain.outbox import Entry, is_alert
from shared.ports.alerting import AlertDeadLetters, AlertWriter, Outbox
from shared.ports.channel import AlertChannel, Clock
from shared.ports.pacing import Pacing
from shared.ports.planning import Lives
from shared.ports.threads import Threads
from shared.usecases.judge_mutes import MutingDesk
from shared.usecases.plan_alerts import PlanningDesk
from shared.usecases.thread_desk import ThreadDesk

type Tally = Counter[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The ports through which one channel is told; `threads` are used where it has any.

    `lives` say what is known by now of what is told, `muting` what is muted by then. Whoever wants
    to know what was told, and when, is `told`.
    """

    outbox: Outbox
    lives: Lives
    pacing: Pacing
    channel: AlertChannel
    writer: AlertWriter
    dead_letters: AlertDeadLetters
    clock: Clock
    policy: AlertPolicy
    threads: Threads
    muting: MutingDesk
    told: Callable[[Sequence[Entry], datetime], None] = lambda _entries, _now: None

    @property
    def for_threads(self) -> ThreadDesk:
        """The part of it through which threads are shown."""
        return ThreadDesk(
            threads=self.threads,
            channel=self.channel,
            pacing=self.pacing,
            writer=self.writer,
            clock=self.clock,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """A desk for each channel, and where it is planned what they tell.

    `fallback` names the channel that is told what is for no other: summaries of accounts, and what
    was planned for a channel that there is not any more. `window` is how long the first violation
    of a group waits for others.
    """

    outbox: Outbox
    threads: Threads
    clock: Clock
    planning: PlanningDesk
    desks: Mapping[str, Desk]
    fallback: str
    window: timedelta

    def channel_of(self, entry: Entry) -> str:
        """Return the channel that is told of an entry."""
        name = entry.notice.channel if is_alert(entry) else self.fallback
        return name if name in self.desks else self.fallback

    def desk_of(self, channel: str) -> Desk:
        """Return the desk of a channel; of the fallback where there is no such channel."""
        return self.desks.get(channel) or self.desks[self.fallback]
