"""One name for a rule, whoever deployed it.

Security Hub, conformance packs, organisation rules, Control Tower and CloudFormation put a prefix
and a random suffix around a rule's name, and the suffix differs in every account. Severity,
summaries and filters have to see the same rule everywhere.
"""

import re

_WRAPPED = (
    re.compile(r"securityhub-(?P<name>.+)-[0-9a-f]{8}"),
    re.compile(r"(?P<name>.+)-conformance-pack-[0-9a-z]{9}"),
    re.compile(r"OrgConfigRule-(?P<name>.+)-[0-9a-z]{8}"),
    # CloudFormation: <stack>-<logical id>-<12 or 13 characters>; a bare number is not random.
    re.compile(r"(?P<name>.*[a-z].*-.+)-(?=[0-9A-Z]*[A-Z])[0-9A-Z]{12,13}"),
)
_CONTROL_TOWER = re.compile(r"AWSControlTower_AWS-GR_(?P<name>[A-Z0-9_]+)")


def normalise(rule_name: str) -> str:
    """Return the rule's name without what its deployment added; a name without any is itself."""
    name = rule_name
    while (inner := _unwrap(name)) != name:
        name = inner
    return name


def _unwrap(name: str) -> str:
    if guardrail := _CONTROL_TOWER.fullmatch(name):
        return guardrail["name"].lower().replace("_", "-")
    for pattern in _WRAPPED:
        if match := pattern.fullmatch(name):
            return match["name"]
    return name
