"""A template as what it has and who may do what to it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

type Resource = Mapping[str, Any]

# What is worth a place in the picture: the word for it, how Mermaid draws it, and the end of its
# name that says nothing more.
KINDS: Mapping[str, tuple[str, str, str]] = {
    "AWS::Lambda::Function": ("function", '["{}"]', "Function"),
    "AWS::DynamoDB::Table": ("table", '[("{}")]', "Table"),
    "AWS::S3::Bucket": ("bucket", '[("{}")]', "Bucket"),
    "AWS::SQS::Queue": ("queue", '[/"{}"/]', "Queue"),
    "AWS::SNS::Topic": ("topic", '[/"{}"/]', "Topic"),
    "AWS::Events::EventBus": ("event bus", '{{{{"{}"}}}}', "Bus"),
    "AWS::Events::Archive": ("archive", '[("{}")]', "Archive"),
    "AWS::ApiGatewayV2::Api": ("HTTP API", '(["{}"])', ""),
    "AWS::Scheduler::Schedule": ("schedule", '(["{}"])', "Schedule"),
    "AWS::SecretsManager::Secret": ("secret", '("{}")', "Secret"),
    "AWS::Config::ConfigurationAggregator": ("aggregator", '[("{}")]', ""),
}
_HASH = re.compile(r"[0-9A-F]{8}$")


def of_kind(template: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Resource]]:
    """Yield the logical ids and properties of the resources of a kind, in the order of ids."""
    for name, resource in sorted(template["Resources"].items()):
        if resource["Type"] == kind:
            yield name, resource.get("Properties", {})


def referred(value: Any) -> set[str]:
    """Return the logical ids that a rendered value refers to, however deep."""
    if isinstance(value, list):
        return set().union(*map(referred, value))
    if not isinstance(value, dict):
        return set()
    if "Ref" in value:
        return {value["Ref"]}
    if "Fn::GetAtt" in value:
        return {value["Fn::GetAtt"][0]}
    return referred(list(value.values()))


def node(logical_id: str) -> str:
    """Return the id in the picture: without what the CDK adds, which says nothing to people."""
    return _HASH.sub("", logical_id)


def drawn(template: Mapping[str, Any]) -> dict[str, str]:
    """Return how each resource is drawn that has a place in the picture, by its id there."""
    found: dict[str, str] = {}
    for kind, (word, shape, end) in KINDS.items():
        for name, properties in of_kind(template, kind):
            label = node(name).removesuffix(end) or word
            word_of = properties.get("ScheduleExpression", word)
            found[node(name)] = shape.format(f"{label}<br/>{word_of}")
    return found


def statements(template: Mapping[str, Any]) -> Iterator[tuple[str, Resource]]:
    """Yield each statement of a policy with the function that may do what it says."""
    roles = {
        role: name
        for name, function in of_kind(template, "AWS::Lambda::Function")
        for role in referred(function["Role"])
    }
    for _, policy in of_kind(template, "AWS::IAM::Policy"):
        for role in referred(policy["Roles"]) & roles.keys():
            for statement in policy["PolicyDocument"]["Statement"]:
                yield roles[role], statement


def listed(value: Any) -> Iterable[Any]:
    """Return a value as a list: where there is one, templates leave the list out."""
    return value if isinstance(value, list) else [value]
