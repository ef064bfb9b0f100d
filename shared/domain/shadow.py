"""Rules in shadow: new ones, of whose violations nobody is told for a time.

The violations are recorded, counted and listed as all others are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from shared.domain.alert_policy import AlertPolicy
from shared.domain.filters import Window
from shared.domain.rollups import Counts

IN_SHADOW: Final = "its rule is in shadow"


@dataclass(frozen=True, slots=True)
class ShadowedRule:
    """A rule that is in shadow `until` then, or was, with how many violations of it are open.

    `violations` is None where it is not known.
    """

    rule_name: str
    until: datetime
    violations: int | None


@dataclass(frozen=True, slots=True)
class Shadows:
    """The rules in shadow when a time ends, and those whose shadow ended within it."""

    present: tuple[ShadowedRule, ...] = ()
    over: tuple[ShadowedRule, ...] = ()


def shadows_of(
    first_heard: Mapping[str, datetime],
    policy: AlertPolicy,
    during: Window,
    by_rule: Mapping[str, Counts],
) -> Shadows:
    """Return the shadows of rules (normalised) that were first heard of then, first ends first.

    With `by_rule` empty nothing is known of how many violations are open.
    """
    rules = [
        ShadowedRule(rule, until, _open(rule, by_rule))
        for rule, heard in first_heard.items()
        if (until := policy.shadow_end(rule, heard)) is not None
    ]
    in_order = sorted(rules, key=lambda each: (each.until, each.rule_name))
    return Shadows(
        present=tuple(each for each in in_order if during.end and each.until >= during.end),
        over=tuple(each for each in in_order if _within(each.until, during)),
    )


def _open(rule: str, by_rule: Mapping[str, Counts]) -> int | None:
    return by_rule.get(rule, Counts()).non_compliant if by_rule else None


def _within(moment: datetime, during: Window) -> bool:
    started = during.start is None or during.start <= moment
    return started and (during.end is None or moment < during.end)
