"""The catalogue as the deployment has it: with what its settings say of rules."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.domain.catalogue.managed import CATALOGUE
from shared.domain.catalogue.overrides import unknown_rule
from shared.domain.catalogue.rule import RuleInfo
from shared.domain.rule_names import normalise


class _Deployed:
    """The one thing of the domain that is set from outside: at the start, and never again."""

    rules: Mapping[str, RuleInfo] = CATALOGUE


def use_overrides(overrides: Mapping[str, RuleInfo]) -> None:
    """Let the entries replace those of their names, or be added; without any all is as written."""
    _Deployed.rules = MappingProxyType({**CATALOGUE, **overrides}) if overrides else CATALOGUE


def known_rules() -> Mapping[str, RuleInfo]:
    """Return all rules that something is said of, by their names."""
    return _Deployed.rules


def is_classified(rule_name: str) -> bool:
    """Return whether anything is said of the rule, whoever deployed it."""
    return normalise(rule_name) in _Deployed.rules


def rule_info(rule_name: str) -> RuleInfo:
    """Return what is known of the rule, whoever deployed it; of an unknown one, little."""
    name = normalise(rule_name)
    return _Deployed.rules.get(name) or unknown_rule(name)
