"""Find until when the rules of violations are in shadow, and when that was over."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.domain.alert_policy import AlertPolicy
from shared.domain.life import Life
from shared.domain.observations import StateKey
from shared.domain.rule_names import normalise
from shared.ports.planning import NewRules


def shadow_ends(
    lives: Iterable[Life], policy: AlertPolicy, rules: NewRules, now: datetime
) -> Mapping[StateKey, datetime]:
    """Return when the shadow ends, or ended, of violations that have one, by their first state.

    A violation that several rules show has a shadow only if each of them has, until the first ends.

    Raises:
        StoreUnavailableError: when rules were first heard of cannot be read now.

    """
    shown_by = {life.first.key: _rules(life, life.first.key) for life in lives if life.first}
    asked = {rule for names in shown_by.values() for rule in names if policy.shadow_for(rule)}
    if not asked:
        return {}
    heard = rules.first_heard(asked, now)
    ends = {rule: policy.shadow_end(rule, heard.get(rule)) for rule in asked}
    found = {key: [ends.get(rule) for rule in names] for key, names in shown_by.items()}
    return {
        key: min(end for end in of if end is not None)
        for key, of in found.items()
        if None not in of
    }


def _rules(life: Life, first: StateKey) -> set[str]:
    return {normalise(key.rule_name) for key in life.sightings} or {normalise(first.rule_name)}
