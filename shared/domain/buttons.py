"""What a button carries, so that a press of it, a year later, says what it is about.

Slack signs what comes back, so nobody can alter it; but messages of earlier releases live on, and
what cannot be read is no button of ours any more.
"""

import json
from dataclasses import astuple, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from shared.domain.mutes import Selector
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Thread

LONGEST_VALUE = 2000  # docs.slack.dev/reference/block-kit/block-elements/button-element
MUTE_DAYS = (1, 7, 30)
_RELEASE = 1


class Act(StrEnum):
    """What a button or a menu of ours is for: the action_id of it."""

    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign-to-me"
    MUTE = "mute"
    STEPS = "steps-to-fix"


class Covers(StrEnum):
    """What a mute from Slack covers."""

    RULE = "rule"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Resource:
    """The one resource that a message is about."""

    region: str
    resource_type: str
    resource_id: str


@dataclass(frozen=True, slots=True)
class About:
    """What a message is about: a thread of alerts, and the resource if it is but one."""

    thread: ThreadKey
    resource: Resource | None = None

    def selector(self, covers: Covers) -> Selector:
        """Return what a mute of it matches: the rule in all its variants, in that account."""
        account, rule = self.thread.account, self.thread.rule
        if covers is Covers.RULE or self.resource is None:
            return Selector(account=account, rule_name=rule)
        return Selector(
            account=account,
            rule_name=rule,
            resource_type=self.resource.resource_type,
            resource_id=self.resource.resource_id,
        )


def about(thread: Thread) -> About:
    """Return what the first message of a thread is about."""
    if thread.told != 1 or len(thread.listed) != 1:
        return About(thread.key)
    key = thread.listed[0].alert.key
    return About(thread.key, Resource(key.region, key.resource_type, key.resource_id))


def write_about(it: About) -> str | None:
    """Return the value of a button; None if it would be longer than Slack takes."""
    document: dict[str, Any] = {"release": _RELEASE, "thread": it.thread.text}
    named = document | ({"resource": astuple(it.resource)} if it.resource else {})
    for members in (named, document):
        text = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
        if len(text) <= LONGEST_VALUE:
            return text
    return None


def read_about(value: object) -> About | None:
    """Return what a button of this release, or of one that is still understood, is about."""
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return None
    try:
        members = json.loads(value)
    except (ValueError, RecursionError):
        return None
    match members:
        case {"release": 1, "thread": str(thread)}:
            return _about(thread, members.get("resource"))
        case _:
            return None


def days_offered(longest: timedelta) -> tuple[int, ...]:
    """Return for how many days something can be muted where no mute is longer than that."""
    return tuple(days for days in MUTE_DAYS if timedelta(days=days) <= longest)


def _about(thread: str, resource: object) -> About | None:
    try:
        read = ThreadKey.read(thread)
    except (ValueError, OverflowError, RecursionError):
        return None
    key = ThreadKey(_whole(read.channel), _whole(read.account), _whole(read.rule), read.number)
    match resource:
        case [str(region), str(resource_type), str(resource_id)] if resource_id:
            whole = map(_whole, (region, resource_type, resource_id))
            return About(key, Resource(*whole))
        case _:
            return About(key)


def _whole(text: str) -> str:
    """Return a text without half characters, which can be written nowhere."""
    return text.encode(errors="replace").decode()
