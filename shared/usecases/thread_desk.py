"""What showing threads needs of the world."""

from dataclasses import dataclass

from shared.ports.alerting import ThreadWriter
from shared.ports.channel import AlertChannel, Clock
from shared.ports.pacing import Pacing
from shared.ports.threads import Threads


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadDesk:
    """The ports through which the threads of one channel are shown."""

    threads: Threads
    channel: AlertChannel
    pacing: Pacing
    writer: ThreadWriter
    clock: Clock
