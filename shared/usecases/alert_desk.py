"""What telling needs of the world, and what it counts."""

from collections import Counter
from dataclasses import dataclass

from shared.ports import AlertChannel, AlertWriter, Clock, Outbox

type Tally = Counter[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The ports that telling goes through."""

    outbox: Outbox
    channel: AlertChannel
    writer: AlertWriter
    clock: Clock
