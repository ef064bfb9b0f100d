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
    rule that is younger than `first_results_window` wait until that is over, and are one message
    where they are more than `few_first_results`. A channel gets `messages_per_minute`, and then one
    that says what is held back. What stays open is told again `remind_after`, by severity. A rule
    whose first violation is younger than `shadow` is not told.
    """

    flap_window: timedelta = timedelta(minutes=5)
    few_first_results: int = 5
    first_results_window: timedelta = timedelta(minutes=10)
    messages_per_minute: int = 10
    remind_after: Mapping[Severity, timedelta] = field(default_factory=dict[Severity, timedelta])
    shadow: timedelta = timedelta()

    def first_results_due(self, known_since: datetime | None, now: datetime) -> datetime | None:
        """Return until when first results wait; None where the rule has been there for longer.

        `known_since` is when the rule first gave a result there. The times are the same for all, so
        that the first results of an account, or of a rule in many accounts, come together.
        """
        window = self.first_results_window
        if known_since is None or not window or known_since + window <= now:
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
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AlertPolicyError(f"alerting is not understood: {error!r}") from error
