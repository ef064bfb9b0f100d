"""Who muted what, and who ended it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.mutes import Mute, MuteOrigin


class MuteAction(StrEnum):
    """What was done."""

    CREATED = "created"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, by which way, and from where (an address; empty where it is unknown)."""

    name: str
    origin: MuteOrigin
    address: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that was done to a mute, and the mute as it was from then on."""

    at: datetime
    action: MuteAction
    actor: Actor
    mute: Mute
