"""What a button carries, so that a press of it, a year later, says what it is about.

Slack signs what comes back, so nobody can alter it; but messages of earlier releases live on, and
what cannot be read is no button of ours any more.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from shared.domain.alert import Alert
from shared.domain.mutes import Selector
from shared.domain.rule_names import normalise

LONGEST_VALUE = 2000  # docs.slack.dev/reference/block-kit/block-elements/button-element
MUTE_DAYS = (1, 7, 30)
_RELEASE = 1
# As AWS Config bounds them (API reference), with room to spare.
_LONGEST = {
    "account": 12,
    "rule": 256,
    "region": 64,
    "resource_type": 256,
    "resource_id": 1024,
}


class Act(StrEnum):
    """What a button or a menu of ours is for: the action_id of it."""

    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign-to-me"
    MUTE = "mute"
    STEPS = "steps-to-fix"
    OPEN = "open-in-console"


class Covers(StrEnum):
    """What a mute from Slack covers."""

    RULE = "rule"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """The one resource that a message is about."""

    region: str
    resource_type: str
    resource_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a message is about: a rule in an account, and the resource if it is but one."""

    account: str
    rule_name: str
    resource: Resource | None = None

    def selector(self, covers: Covers) -> Selector:
        """Return what a mute of it matches: the rule in all its variants, in that account."""
        rule = normalise(self.rule_name)
        if covers is Covers.RULE or self.resource is None:
            return Selector(account=self.account, rule_name=rule)
        return Selector(
            account=self.account,
            rule_name=rule,
            resource_type=self.resource.resource_type,
            resource_id=self.resource.resource_id,
        )


def about(alerts: Sequence[Alert]) -> About:
    """Return what a message on alerts of one rule in one account is about."""
    key = alerts[0].key
    one = None
    if len(alerts) == 1:
        one = Resource(
            region=key.region, resource_type=key.resource_type, resource_id=key.resource_id
        )
    return About(account=key.account, rule_name=key.rule_name, resource=one)


def write_about(it: About) -> str | None:
    """Return the value of a button; None if it would be longer than Slack takes."""
    document: dict[str, Any] = {"release": _RELEASE, "account": it.account, "rule": it.rule_name}
    named = document | (asdict(it.resource) if it.resource else {})
    for members in (named, document):
        text = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
        if len(text) <= LONGEST_VALUE:
            return text
    return None


def read_about(value: object) -> About | None:
    """Return what a button of this release or of one that is still understood is about."""
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return None
    try:
        members = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(members, dict) or members.get("release") != _RELEASE:
        return None
    account, rule = _name(members, "account"), _name(members, "rule")
    if account is None or rule is None:
        return None
    return About(account=account, rule_name=rule, resource=_resource(members))


def days_offered(longest: timedelta) -> tuple[int, ...]:
    """Return for how many days something can be muted where no mute is longer than that."""
    return tuple(days for days in MUTE_DAYS if timedelta(days=days) <= longest)


def _resource(members: Mapping[str, Any]) -> Resource | None:
    region, kind = _name(members, "region"), _name(members, "resource_type")
    name = _name(members, "resource_id")
    if region is None or kind is None or name is None:
        return None
    return Resource(region=region, resource_type=kind, resource_id=name)


def _name(members: Mapping[str, Any], member: str) -> str | None:
    value = members.get(member)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST[member]:
        return None
    return value.encode(errors="replace").decode()  # without half characters, which no store takes
