"""One name for a rule, whoever deployed it.

Security Hub, conformance packs, organisation rules, Control Tower and CloudFormation put a prefix
and a random suffix around a rule's name, and the suffix differs in every account. Some call a rule
by its identifier or by a name of their own. Severity, summaries, routes, mutes and filters have to
see the same rule everywhere.

Stored keys hold what comes out of here, so it depends on nothing but the name and this version.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from shared.domain.managed_rules import MANAGED_RULES
from shared.domain.other_rule_names import OTHER_NAMES

_WRAPPED = (
    re.compile(r"securityhub-(?P<name>.+)-[0-9a-f]{6,8}"),
    # Those of packs that an organisation deploys end in the same way: only the pack has a prefix.
    re.compile(r"(?P<name>.+)-conformance-pack-[0-9a-z]{9}"),
    re.compile(r"OrgConfigRule-(?P<name>.+)-[0-9a-z]{8}"),
    re.compile(r"AWSControlTower_(?P<name>AWS-GR_[A-Z0-9_]+)"),
)
_GUARDRAIL = re.compile(r"AWS-GR_(?P<name>[A-Z0-9_]+)")
# Taken off only where a managed rule is left: rules of their own begin with the first two as well.
_PREFIXES = ("securityhub-", "aws-controltower-", "AWSControlTower_")
# CloudFormation: <stack>-<logical id>-<12 or 13 characters>; a bare number is not random.
_OF_STACK = re.compile(r"(?P<stack>.*[A-Za-z].*)-(?P<id>[A-Za-z0-9]+)-[0-9A-Za-z]{12,13}")
_RANDOM = re.compile(r"(?P<name>.*[a-z].*-.+)-(?=[0-9A-Z]*[A-Z])[0-9A-Z]{12,13}")
# What a logical id has beside the rule's name: the CDK's hash, and words that say that it is one.
_LOGICAL_ID = re.compile(
    r"(?:ConfigRule|ManagedRule)?(?P<name>[A-Za-z0-9]+?)(?:ConfigRule|ManagedRule|Rule)?"
    r"(?:[0-9A-F]{8})?"
)
# AWS Config has at most 128 characters, and nothing longer than these is recorded. To look for
# patterns in a name of thousands takes seconds.
_LONGEST = 256
_REMEMBERED = 8192  # names; an organisation's rules have a few thousand


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_BY_LETTERS = {
    **{_letters(other): name for other, name in OTHER_NAMES.items()},
    **{name.replace("-", ""): name for name in MANAGED_RULES},
}


@lru_cache(_REMEMBERED)
def normalise(rule_name: str) -> str:
    """Return the rule's name without what its deployment added; a name without any is itself.

    A managed rule gets the name that AWS's developer guide has for it. What is longer than the name
    of any rule is itself.
    """
    name = rule_name
    if len(name) > _LONGEST:
        return name
    while not (managed := _managed(name)):
        inner = _unwrapped(name)
        if inner == name:
            return name
        name = inner
    return managed


def _managed(name: str) -> str | None:
    """Return the managed rule of that name, identifier or logical id, however it is written."""
    return _BY_LETTERS.get(_letters(name)) or next(_inside(name), None)


def _inside(name: str) -> Iterator[str]:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            yield from _known(name.removeprefix(prefix))
    if stack := _OF_STACK.fullmatch(name):
        yield from _of_logical_id(stack["id"])
    elif "-" not in name:
        yield from _of_logical_id(name)


def _of_logical_id(logical_id: str) -> Iterator[str]:
    yield from _known(logical_id)
    if match := _LOGICAL_ID.fullmatch(logical_id):
        yield from _known(match["name"])


def _known(name: str) -> Iterator[str]:
    if managed := _BY_LETTERS.get(_letters(name)):
        yield managed


def _unwrapped(name: str) -> str:
    if guardrail := _GUARDRAIL.fullmatch(name):
        return guardrail["name"].lower().replace("_", "-")
    for pattern in (*_WRAPPED, _RANDOM):
        if match := pattern.fullmatch(name):
            return match["name"]
    return name
