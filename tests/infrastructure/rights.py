"""What a synthesised template lets roles and services do, as lines that a person can read.

A line is one action on one resource: `dynamodb:Query on EventsTable`, with what has to be true
behind `where`. Resources are called by their logical ids without the hash that the CDK appends.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.infrastructure.synthesis import Template, each

_STATEMENT = {"Sid", "Effect", "Action", "Resource", "Condition", "Principal"}


def called(logical_id: str) -> str:
    """Return the logical id without its hash."""
    return re.sub(r"[0-9A-F]{8}$", "", logical_id)


def rights_of_roles(template: Template) -> dict[str, frozenset[str]]:
    """Return what each role may do, who may assume it, and whose policies it has beside its own."""
    found: dict[str, set[str]] = {}
    for name, role in template.all("AWS::IAM::Role").items():
        found[name] = set(_of_the_role_itself(role["Properties"]))
    for policy in template.all("AWS::IAM::Policy").values():
        properties = policy["Properties"]
        assert not {"Users", "Groups"} & properties.keys(), properties
        for role in properties["Roles"]:
            for statement in properties["PolicyDocument"]["Statement"]:
                found[role["Ref"]].update(lines(statement))
    return {called(name): frozenset(rights) for name, rights in found.items()}


def rights_of_others(template: Template) -> dict[str, frozenset[str]]:
    """Return what all other policies (of queues, buckets, the bus) let services and accounts do."""
    return {
        called(name): frozenset(
            line for statement in _statements(resource) for line in lines(statement)
        )
        for name, resource in template.body["Resources"].items()
        if resource["Type"].endswith("Policy") and resource["Type"] != "AWS::IAM::Policy"
    }


def wildcards(template: Template) -> dict[str, set[str]]:
    """Return the resources with a wildcard, by the role that may do something on them."""
    found = {
        role: {line.split(" on ")[1].split(" where ")[0] for line in rights if " on " in line}
        for role, rights in rights_of_roles(template).items()
    }
    wide = {role: {name for name in names if "*" in name} for role, names in found.items()}
    return {role: names for role, names in wide.items() if names}


def lines(statement: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each action and resource of a statement."""
    assert statement.keys() <= _STATEMENT, statement
    refused = "" if statement["Effect"] == "Allow" else "never "
    who = _principal(statement.get("Principal"))
    condition = _condition(statement.get("Condition", {}))
    for action in each(statement["Action"]):
        for resource in each(statement["Resource"]):
            yield f"{who}{refused}{action} on {text(resource)}{condition}"


def text(value: Any) -> str:
    """Return a rendered value as text, references as the names of what they refer to."""
    if not isinstance(value, dict):
        return str(value)
    if "Ref" in value:
        pseudo = str(value["Ref"]).startswith("AWS::")
        return f"<{value['Ref']}>" if pseudo else called(value["Ref"])
    if "Fn::GetAtt" in value:
        name, attribute = value["Fn::GetAtt"]
        return called(name) if attribute == "Arn" else f"{called(name)}.{attribute}"
    separator, parts = value["Fn::Join"]
    return str(separator).join(text(part) for part in parts)


def _of_the_role_itself(role: Mapping[str, Any]) -> Iterator[str]:
    for statement in role["AssumeRolePolicyDocument"]["Statement"]:
        assert (statement["Effect"], statement["Action"]) == ("Allow", "sts:AssumeRole")
        condition = _condition(statement.get("Condition", {}))
        yield f"is assumed by {_principal(statement['Principal']).rstrip(': ')}{condition}"
    for managed in role.get("ManagedPolicyArns", ()):
        yield f"has {text(managed).split('policy/')[1]}"
    for policy in role.get("Policies", ()):
        for statement in policy["PolicyDocument"]["Statement"]:
            yield from lines(statement)


def _statements(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    properties = resource["Properties"]
    if "Statement" in properties:
        return [properties["Statement"]]
    return list(properties["PolicyDocument"]["Statement"])


def _principal(principal: Any) -> str:
    if principal is None:
        return ""
    named = principal.values() if isinstance(principal, dict) else [principal]
    return ", ".join(text(one) for group in named for one in each(group)) + ": "


def _condition(conditions: Mapping[str, Mapping[str, Any]]) -> str:
    said = [
        f"{key} {operator} {' '.join(text(value) for value in each(values))}"
        for operator, keys in sorted(conditions.items())
        for key, values in sorted(keys.items())
    ]
    return f" where {' and '.join(said)}" if said else ""
