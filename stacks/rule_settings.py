"""The rules of a deployment as settings: names and parameters that the catalogue knows."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from shared.domain.catalogue import CATALOGUE


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known name, or nothing where none is near."""
    near = get_close_matches(wrong, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _known_rule(name: str) -> str:
    if name not in CATALOGUE:
        raise ValueError(f"unknown rule {name!r}{suggestion(name, CATALOGUE)}")
    return name


def _known_parameters(rules: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    problems = [
        f"rule {rule!r} has no parameter {name!r}{suggestion(name, CATALOGUE[rule].parameters)}"
        for rule, given in rules.items()
        for name in given
        if name not in CATALOGUE[rule].parameters
    ]
    if problems:
        raise ValueError("; ".join(problems))
    return rules


def _as_text(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else value


RuleName = Annotated[str, AfterValidator(_known_rule)]
ParameterValue = Annotated[str, BeforeValidator(_as_text)]
RuleParameters = Annotated[
    dict[RuleName, dict[str, ParameterValue]], AfterValidator(_known_parameters)
]
