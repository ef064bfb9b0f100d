"""What is wrong with what the settings say of agents: their rules, regions and recorder."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from shared.domain.catalogue import CATALOGUE
from stacks.needed_parameters import NEEDED_PARAMETERS
from stacks.rule_places import problems_of_places

# AWS Config developer guide, "Service limits": rules of one conformance pack.
MOST_RULES_OF_A_PACK: Final = 130
_OF_THE_RECORDER: Final = ("recorder_bucket_days", "recorder_role")


def agent_contradictions(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the settings of agents together, a line for each problem."""
    yield from _parameters(given)
    yield from problems_of_places(given)
    rules = given.get("rules")
    many = len(rules) if isinstance(rules, list) else 0
    if given.get("rules_as") == "conformance_pack" and many > MOST_RULES_OF_A_PACK:
        yield (
            f"rules: they are {many}, and a conformance pack has at most {MOST_RULES_OF_A_PACK};"
            ' deploy fewer, or choose rules_as = "rules"'
        )
    if given.get("manages_recorder", False) is False:
        for name in _OF_THE_RECORDER:
            if name in given:
                yield f"{name}: only manages_recorder = true reads it"


def _parameters(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield parameters of rules that are not deployed, and those that a deployed rule lacks."""
    rules, parameters = given.get("rules"), given.get("rule_parameters", {})
    if not isinstance(parameters, dict):
        return
    if isinstance(rules, list):
        for name in sorted((parameters.keys() & CATALOGUE.keys()) - set(map(str, rules))):
            yield f"rule_parameters[{name}]: the rule is not deployed; add it to rules"
        for name in map(str, rules):
            yield from _missing(name, parameters.get(name, {}))


def _missing(name: str, own: Any) -> Iterator[str]:
    for needed in NEEDED_PARAMETERS.get(name, ()) if isinstance(own, dict) else ():
        if own.get(needed) in (None, ""):
            yield f"rule_parameters[{name}]: {needed} is missing; AWS Config needs it"
