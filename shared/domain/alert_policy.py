"""How much people are told of violations, and how soon, beside where (routes) and what not (mutes).

A channel that is told too much is switched off, so there are bounds: they are settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.domain.severity import Severity

MEMBER = "alerting"


class AlertPolicyError(ValueError):
    """What should be a policy is none; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPolicy:
    """Bounds of what is told.

    A violation that is back within `flap_window` has not been away. First results of a place or
    rule that is new wait until none has come for `first_results_window`, within bounds (`Wave`),
    and are one message where they are more than `few_first_results`. A channel gets
    `messages_per_minute`, and then one that says what is held back. What stays open is told again
    `remind_after`, by severity. Nobody is told of violations of a rule for the time of its `shadow`
    after it first gave a result anywhere; `shadow_of` has that of rules (normalised) that have one
    of their own.
    """

    flap_window: timedelta = timedelta(minutes=5)
    few_first_results: int = 5
    first_results_window: timedelta = timedelta(minutes=10)
    messages_per_minute: int = 10
    remind_after: Mapping[Severity, timedelta] = field(default_factory=dict[Severity, timedelta])
    shadow: timedelta = timedelta()
    shadow_of: Mapping[str, timedelta] = field(default_factory=dict[str, timedelta])

    @property
    def has_shadows(self) -> bool:
        """Whether any rule may be in shadow."""
        return any((self.shadow, *self.shadow_of.values()))

    def shadow_for(self, rule: str) -> timedelta:
        """Return how long a rule (normalised) is in shadow when it is new."""
        return self.shadow_of.get(rule, self.shadow)

    def shadow_end(self, rule: str, first_heard: datetime | None) -> datetime | None:
        """Return when the shadow of a rule ends, or ended; None where it has none."""
        shadow = self.shadow_for(rule)
        return first_heard + shadow if first_heard is not None and shadow else None

    def summary_due(self, now: datetime) -> datetime | None:
        """Return until when what comes out of shadow waits for the rest of it; None: not at all."""
        window = self.first_results_window
        if not window:
            return None
        since_midnight = now - now.replace(hour=0, minute=0, second=0, microsecond=0)
        return now - since_midnight % window + window


def write_policy(policy: AlertPolicy) -> dict[str, Any]:
    """Return a policy as plain members: durations in seconds."""
    return {
        "flap_window": policy.flap_window.total_seconds(),
        "few_first_results": policy.few_first_results,
        "first_results_window": policy.first_results_window.total_seconds(),
        "messages_per_minute": policy.messages_per_minute,
        "remind_after": {of.value: at.total_seconds() for of, at in policy.remind_after.items()},
        "shadow": policy.shadow.total_seconds(),
        "shadow_of": {rule: time.total_seconds() for rule, time in policy.shadow_of.items()},
    }


def read_policy(member: Mapping[str, Any] | None) -> AlertPolicy:
    """Return the policy that `write_policy` wrote; the default one where there is none.

    Raises:
        AlertPolicyError: it is not what `write_policy` writes.

    """
    if member is None:
        return AlertPolicy()
    try:
        return AlertPolicy(
            flap_window=timedelta(seconds=member["flap_window"]),
            few_first_results=int(member["few_first_results"]),
            first_results_window=timedelta(seconds=member["first_results_window"]),
            messages_per_minute=int(member["messages_per_minute"]),
            remind_after={
                Severity(of): timedelta(seconds=at) for of, at in member["remind_after"].items()
            },
            shadow=timedelta(seconds=member["shadow"]),
            shadow_of={rule: timedelta(seconds=time) for rule, time in member["shadow_of"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AlertPolicyError(f"alerting is not understood: {error!r}") from error
