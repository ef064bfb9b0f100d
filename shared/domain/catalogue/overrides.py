"""What a deployment says of rules: changes to entries of the catalogue, and entries of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Final

from shared.domain.catalogue.managed import CATALOGUE
from shared.domain.catalogue.rule import RuleInfo
from shared.domain.rule_names import normalise
from shared.domain.severity import Severity

_LONGEST_NAME = 128  # characters; AWS Config API reference, ConfigRuleName
_MOST_FRAMEWORKS = 20


class BadOverrideError(ValueError):
    """What is said of rules cannot be used; the message has a line for each problem."""


def overrides_of(given: Mapping[str, Any]) -> dict[str, RuleInfo]:
    """Return the entries that replace or follow those of the catalogue, by the rules' names.

    Raises:
        BadOverrideError: something is wrong with what is given.

    """
    if problems := [line for name, members in given.items() for line in _problems(name, members)]:
        raise BadOverrideError("\n".join(problems))
    return {name: _entry(name, members) for name, members in given.items()}


def unknown_rule(name: str) -> RuleInfo:
    """Return what is said of a rule that nobody has said anything of."""
    return RuleInfo(
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


def _entry(name: str, members: Mapping[str, Any]) -> RuleInfo:
    changes: dict[str, Any] = dict(members)
    if "severity" in changes:
        changes["severity"] = Severity(changes["severity"])
    if "frameworks" in changes:
        changes["frameworks"] = tuple(changes["frameworks"])
    if "documentation_url" in changes:
        changes["documentation"] = changes.pop("documentation_url")
    return replace(CATALOGUE.get(name) or unknown_rule(name), **changes)


def _problems(name: str, members: object) -> Iterator[str]:
    if not name.strip() or len(name) > _LONGEST_NAME:
        yield f"{name!r} is no name of a rule: it has 1 to {_LONGEST_NAME} characters"
    elif (normal := normalise(name)) != name:
        yield f"rule {name!r} goes by the name {normal!r} here"
    if not isinstance(members, Mapping):
        yield f"rule {name!r} is {members!r}, not a table"
        return
    if name not in CATALOGUE and "severity" not in members:
        near = get_close_matches(name, CATALOGUE, n=1)
        meant = f" (did you mean {near[0]!r}?)" if near else ""
        yield f"rule {name!r} is not in the catalogue{meant}, so it needs a severity"
    for member, value in members.items():
        yield from _wrong(name, member, value)


def _wrong(name: str, member: str, value: object) -> Iterator[str]:
    if member not in _MEMBERS:
        yield f"rule {name!r} has no member {member!r} (it has {', '.join(_MEMBERS)})"
        return
    allowed, is_right = _MEMBERS[member]
    if not is_right(value):
        yield f"{member} of rule {name!r} is {value!r}, not {allowed}"


def _text(longest: int) -> Callable[[object], bool]:
    def is_right(value: object) -> bool:
        return isinstance(value, str) and value.isprintable() and 0 < len(value.strip()) <= longest

    return is_right


def _is_url(value: object) -> bool:
    return _text(500)(value) and str(value).startswith("https://") and not set(str(value)) & _IN_URL


def _are_frameworks(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) > _MOST_FRAMEWORKS:
        return False
    return all(_text(100)(each) for each in value)


_IN_URL = frozenset(" <>|\"'")
_MEMBERS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "severity": ("critical, high, medium or low", [*map(str, Severity)].__contains__),
    "title": ("a line of 1 to 100 characters", _text(100)),
    "remediation": ("a line of 1 to 400 characters", _text(400)),
    "documentation_url": ("an address that begins with https://", _is_url),
    "frameworks": (f"a list of at most {_MOST_FRAMEWORKS} names", _are_frameworks),
    "group": ("a name of 1 to 128 characters", _text(_LONGEST_NAME)),
}
