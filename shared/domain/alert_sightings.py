"""What an alert knows of where the violation that it tells of has shown."""

from dataclasses import replace

from shared.domain.alert import Alert
from shared.domain.life import Life

# How many of the rules an alert names.
NAMED_RULES = 3


def with_sightings(alert: Alert, life: Life) -> Alert:
    """Return an alert with what its life knows of where the violation showed in the period."""
    if life.period != alert.period:
        return alert
    seen = life.seen
    rules = sorted({key.rule_name for key in seen})
    return replace(
        alert,
        sightings=len(seen),
        rules=tuple(rules[:NAMED_RULES]) if len(rules) > 1 else (),
        more_rules=len(rules[NAMED_RULES:]),
        regions=len({key.region for key in seen}),
        flaps=life.flaps,
    )
