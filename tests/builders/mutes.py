"""Mutes of which only what is given is special."""

from datetime import timedelta
from typing import Any

from shared.domain.mute_audit import Actor, AuditEntry, MuteAction
from shared.domain.mutes import Mute, MuteOrigin, Selector
from tests.builders.observations import at

WHO = Actor("arn:aws:iam::111111111111:user/ann", MuteOrigin.API, "192.0.2.1")
LONGEST = timedelta(days=90)
MEMBERS = ("account", "region", "rule_name", "resource_type", "resource_id", "tag")


def muting(name: str = "one", days: float = 7, **given: Any) -> Mute:
    """Return a mute from minute 0 on, of what is named."""
    selector = Selector(**{member: given.pop(member) for member in MEMBERS if member in given})
    plain: dict[str, Any] = {
        "id": name,
        "selector": selector,
        "owner": "team-payments",
        "reason": "a migration is under way",
        "created_at": at(0),
        "until": at(0) + timedelta(days=days),
        "origin": MuteOrigin.API,
        "created_by": WHO.name,
    }
    return Mute(**plain | given)


def created(mute: Mute, minute: float = 0) -> AuditEntry:
    return AuditEntry(at(minute), MuteAction.CREATED, WHO, mute)
