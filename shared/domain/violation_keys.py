"""Which violation a state shows: by the catalogue and by whether its resource is in no region."""

from shared.domain.catalogue import rule_info
from shared.domain.global_types import is_global
from shared.domain.observations import StateKey
from shared.domain.sightings import ViolationKey, violation_of


def violation_shown_by(key: StateKey) -> ViolationKey:
    """Return the violation that a state shows."""
    group = rule_info(key.rule_name).group
    return violation_of(key, group, is_global=is_global(key.resource_type))
