"""What telling needs of the world, and what it counts."""

from collections import Counter
from dataclasses import dataclass

from shared.ports.alerting import AlertDeadLetters, AlertWriter, Outbox
from shared.ports.channel import AlertChannel, Clock
from shared.ports.pacing import Pacing

type Tally = Counter[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The ports that telling goes through."""

    outbox: Outbox
    pacing: Pacing
    channel: AlertChannel
    writer: AlertWriter
    dead_letters: AlertDeadLetters
    clock: Clock
