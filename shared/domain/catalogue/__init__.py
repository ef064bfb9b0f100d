"""The catalogue: what is deployed as a rule and what is said of it come from the same entry."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from shared.domain.catalogue.compute import RULES as COMPUTE
from shared.domain.catalogue.databases import RULES as DATABASES
from shared.domain.catalogue.identity import RULES as IDENTITY
from shared.domain.catalogue.logging import RULES as LOGGING
from shared.domain.catalogue.network import RULES as NETWORK
from shared.domain.catalogue.rule import RuleInfo
from shared.domain.catalogue.storage import RULES as STORAGE
from shared.domain.rule_names import normalise
from shared.domain.severity import Severity

__all__ = ["CATALOGUE", "DEFAULT_RULES", "RuleInfo", "rule_info"]

_RULES = (*IDENTITY, *STORAGE, *DATABASES, *NETWORK, *LOGGING, *COMPUTE)
CATALOGUE: Final[Mapping[str, RuleInfo]] = MappingProxyType({rule.name: rule for rule in _RULES})
DEFAULT_RULES: Final = tuple(rule.name for rule in _RULES if rule.in_default_set)


def rule_info(rule_name: str) -> RuleInfo:
    """Return what is known of the rule, whoever deployed it; of an unknown one, little."""
    name = normalise(rule_name)
    return CATALOGUE.get(name) or RuleInfo(
        name=name,
        identifier="",
        title=name,
        severity=Severity.MEDIUM,
        resource_types=(),
        remediation=(
            "Open the rule in the AWS Config console, read what it requires, and change the"
            " resource so that it complies."
        ),
    )
