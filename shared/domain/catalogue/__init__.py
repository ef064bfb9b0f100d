"""The catalogue: what is deployed as a rule and what is said of it come from the same entry."""

from shared.domain.catalogue.deployed import (
    is_classified,
    known_rules,
    rule_info,
    use_overrides,
)
from shared.domain.catalogue.managed import CATALOGUE, DEFAULT_RULES
from shared.domain.catalogue.overrides import BadOverrideError, overrides_of
from shared.domain.catalogue.rule import RuleInfo

__all__ = [
    "CATALOGUE",
    "DEFAULT_RULES",
    "BadOverrideError",
    "RuleInfo",
    "is_classified",
    "known_rules",
    "overrides_of",
    "rule_info",
    "use_overrides",
]
