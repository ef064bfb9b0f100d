"""Mutes: what is not told for a time, because somebody said so, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from shared.domain.observations import StateKey
from shared.domain.patterns import fits, is_pattern
from shared.domain.rule_names import normalise


class Subject(Protocol):
    """What can be muted: a violation. `tags` is None where they are not known."""

    @property
    def account(self) -> str: ...  # noqa: D102 - each is what its name says
    @property
    def region(self) -> str: ...  # noqa: D102
    @property
    def rule_name(self) -> str: ...  # noqa: D102
    @property
    def resource_type(self) -> str: ...  # noqa: D102
    @property
    def resource_id(self) -> str: ...  # noqa: D102
    @property
    def tags(self) -> Mapping[str, str] | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class StateSubject:
    """A state as a subject; implements Subject."""

    key: StateKey
    tags: Mapping[str, str] | None = None

    @property
    def account(self) -> str:
        """The account."""
        return self.key.account

    @property
    def region(self) -> str:
        """The region."""
        return self.key.region

    @property
    def rule_name(self) -> str:
        """The full name of the rule."""
        return self.key.rule_name

    @property
    def resource_type(self) -> str:
        """The type of the resource."""
        return self.key.resource_type

    @property
    def resource_id(self) -> str:
        """The id of the resource."""
        return self.key.resource_id


class MuteOrigin(StrEnum):
    """By which way a mute came."""

    API = "api"
    COMMAND_LINE = "command-line"
    SETTINGS = "settings"
    SLACK = "slack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """What a mute matches: all that is named has to hold; None asks for nothing.

    A rule without what deployments add is all its variants, in full just that one; `*` in the name
    of a rule (without what deployments add) or in the id of a resource stands for any text. A tag
    is a key and its value.
    """

    account: str | None = None
    region: str | None = None
    rule_name: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    tag: tuple[str, str] | None = None

    @property
    def is_too_wide(self) -> bool:
        """Whether it would match everything, or all of a region."""
        named = (self.account, self.rule_name, self.resource_type, self.resource_id, self.tag)
        return not any(named)

    @property
    def is_broad(self) -> bool:
        """Whether counts by rule and type are enough to know how much it matches."""
        return self.resource_id is None and self.tag is None

    @property
    def names_variant(self) -> bool:
        """Whether it means one variant of a rule, named in full."""
        rule = self.rule_name
        return rule is not None and not is_pattern(rule) and normalise(rule) != rule

    def admits_place(self, account: str, region: str) -> bool:
        """Whether it matches anything there."""
        return self.account in {None, account} and self.region in {None, region}

    def admits_rule(self, rule_name: str) -> bool:
        """Whether it matches a rule, named in full."""
        wanted = self.rule_name
        if wanted is None or wanted == rule_name:
            return True
        return not self.names_variant and fits(wanted, normalise(rule_name))

    def admits_kind(self, rule_name: str, resource_type: str) -> bool:
        """Whether it matches results of a rule for a type, as far as these say."""
        return self.resource_type in {None, resource_type} and self.admits_rule(rule_name)

    def admits(self, subject: Subject) -> bool | None:
        """Whether it matches; None: it would, if the tags are right, and they are not known."""
        fixed = (
            self.admits_place(subject.account, subject.region)
            and (self.resource_id is None or fits(self.resource_id, subject.resource_id))
            and self.admits_kind(subject.rule_name, subject.resource_type)
        )
        if not fixed or self.tag is None:
            return fixed
        name, value = self.tag
        return None if subject.tags is None else subject.tags.get(name) == value


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A mute: what it matches, whose it is and why, from when to when.

    `created_at` is None for one of the settings: it holds since they were deployed. `created_by`
    and `ended_by` name who asked; `ended_at` is when it was ended before its time.
    """

    id: str
    selector: Selector
    owner: str
    reason: str
    created_at: datetime | None
    until: datetime
    origin: MuteOrigin
    created_by: str = ""
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def ends(self) -> datetime:
        """When it ends, or ended."""
        return min(self.until, self.ended_at) if self.ended_at else self.until

    def is_active(self, now: datetime) -> bool:
        """Whether it holds; the instant at which it ends is outside."""
        return now < self.ends and (self.created_at is None or self.created_at <= now)

    def same_as(self, other: "Mute") -> bool:
        """Whether another one asks for the same."""
        mine = (self.selector, self.owner, self.reason, self.until)
        return mine == (other.selector, other.owner, other.reason, other.until)


def matches(mute: Mute, subject: Subject) -> bool:
    """Return whether a mute, were it active, covers a violation; unknown tags do not match."""
    return mute.selector.admits(subject) is True


def ending(mutes: Iterable[Mute], start: datetime, end: datetime) -> list[Mute]:
    """Return the mutes whose end lies from `start` to before `end`, the first to end at first."""
    found = [mute for mute in mutes if start <= mute.ends < end]
    return sorted(found, key=lambda mute: (mute.ends, mute.id))
