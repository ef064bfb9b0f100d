"""The rules of a deployment as settings: names and parameters that the catalogue knows."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from shared.domain.catalogue import CATALOGUE, overrides_of
from shared.domain.rule_names import normalise


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known name, or nothing where none is near."""
    near = get_close_matches(wrong, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _known_rule(name: str) -> str:
    if name not in CATALOGUE:
        raise ValueError(f"unknown rule {name!r}{suggestion(name, CATALOGUE)}")
    return name


def _parameters_as_text(rules: Any) -> Any:
    """Return the parameters as AWS Config takes them; raise with a line for each that is wrong.

    Before pydantic looks at them, because it would stop at the first kind of problem.
    """
    if not isinstance(rules, dict) or not all(isinstance(each, dict) for each in rules.values()):
        return rules
    if problems := [line for rule, given in rules.items() for line in _problems(rule, given)]:
        raise ValueError("\n".join(problems))
    return {
        rule: {name: _text(value) for name, value in given.items()} for rule, given in rules.items()
    }


def _problems(rule: str, given: dict[str, Any]) -> Iterator[str]:
    if rule not in CATALOGUE:
        yield f"unknown rule {rule!r}{suggestion(rule, CATALOGUE)}"
        return
    known = CATALOGUE[rule].parameters
    for name, value in given.items():
        if name not in known:
            yield f"rule {rule!r} has no parameter {name!r} (it has {', '.join(known) or 'none'})"
        elif not isinstance(value, str | int):
            yield f"{name} of {rule!r} is {value!r}, neither text nor a whole number"


def _entries(rules: Any) -> Any:
    """Return what is said of rules; raise with a line for each problem with it."""
    if isinstance(rules, dict):
        overrides_of(rules)
    return rules


def _normalised(name: str) -> str:
    if (normal := normalise(name)) != name:
        raise ValueError(f"rule {name!r} goes by the name {normal!r} here")
    return name


def _text(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


ShadowDays = Annotated[int, Field(ge=0, le=90)]
RuleShadows = dict[
    Annotated[str, StringConstraints(min_length=1, max_length=128), AfterValidator(_normalised)],
    ShadowDays,
]
RuleName = Annotated[str, AfterValidator(_known_rule)]
RuleParameters = Annotated[dict[str, dict[str, str]], BeforeValidator(_parameters_as_text)]
RuleEntries = Annotated[dict[str, dict[str, str | list[str]]], BeforeValidator(_entries)]
