"""Which thread of a channel tells which violation."""

import json
from dataclasses import astuple, dataclass

from shared.domain.alert import Alert
from shared.domain.rule_names import normalise
from shared.domain.sightings import ViolationKey


@dataclass(frozen=True, slots=True)
class ThreadGroup:
    """What is told in one thread: violations of a rule (by its normalised name) in an account."""

    channel: str
    account: str
    rule: str


@dataclass(frozen=True, slots=True)
class ThreadKey:
    """One thread of a group: they are numbered, one begins when all of the last one is over."""

    channel: str
    account: str
    rule: str
    number: int

    @property
    def group(self) -> ThreadGroup:
        """What it tells."""
        return ThreadGroup(self.channel, self.account, self.rule)

    @property
    def text(self) -> str:
        """The key as a text, for instance as the value of a button."""
        return json.dumps(astuple(self), separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "ThreadKey":
        """Return the key that was written as a text.

        Raises:
            ValueError: the text is not one.

        """
        try:
            channel, account, rule, number = json.loads(text)
            return cls(str(channel), str(account), str(rule), int(number))
        except (TypeError, ValueError) as error:
            raise ValueError(f"not the key of a thread: {text[:100]!r}") from error


@dataclass(frozen=True, slots=True)
class Member:
    """A violation in one of its periods, as a channel is told of it."""

    violation: ViolationKey
    period: int
    channel: str


def group_of(alert: Alert) -> ThreadGroup:
    """Return the group in which a violation is told."""
    return ThreadGroup(alert.channel, alert.key.account, normalise(alert.key.rule_name))


def member_of(alert: Alert) -> Member:
    """Return the violation that an alert is about, as a member of a thread."""
    return Member(alert.violation, alert.period, alert.channel)
