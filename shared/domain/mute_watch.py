"""What is kept of a mute until all that it silenced has been told."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.mutes import Mute
from shared.domain.pages import Position


@dataclass(frozen=True, slots=True)
class Watch:
    """A mute that was seen to be active (None: it hushed something before it was seen).

    `ended` is when it was over, once that is settled. Then the open violations that it covered are
    looked through: up to `after` so far, and all of them when that is `done`.
    """

    mute: Mute | None = None
    ended: datetime | None = None
    after: Position | None = None
    done: bool = False
