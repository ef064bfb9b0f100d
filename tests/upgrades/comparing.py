"""What an update from one template to another would do to what is stored."""

from collections.abc import Iterator, Mapping
from typing import Any

type Resource = Mapping[str, Any]
type Template = Mapping[str, Any]

# What holds something that no deployment brings back, and the properties of which a change makes
# CloudFormation create another one. Source: the CloudFormation template reference, "Update
# requires: Replacement" of each type; the same stands as createOnlyProperties and
# conditionalCreateOnlyProperties in the registry's schemas.
REPLACED_BY: Mapping[str, tuple[str, ...]] = {
    "AWS::DynamoDB::Table": ("TableName", "ImportSourceSpecification", "KeySchema"),
    "AWS::SQS::Queue": ("QueueName", "FifoQueue"),
    "AWS::Events::EventBus": ("Name",),
    "AWS::Events::Archive": ("ArchiveName", "SourceArn"),
    "AWS::SecretsManager::Secret": ("Name",),
    "AWS::S3::Bucket": ("BucketName", "BucketNamePrefix", "BucketNamespace"),
    "AWS::Config::ConfigurationAggregator": ("ConfigurationAggregatorName",),
    "AWS::Config::ConfigurationRecorder": ("Name",),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::KMS::Key": (),  # nothing of it: what was encrypted with one that is gone is gone
    "AWS::SNS::Topic": ("TopicName", "FifoTopic"),  # with those who subscribed by hand
    "AWS::ApiGatewayV2::Api": ("ProtocolType",),  # its address is in links and in clients
}
# AWS::SecretsManager::Secret: a change of either puts a new value in the place of the present one.
VALUES = ("SecretString", "GenerateSecretString")
# AWS::DynamoDB::Table: to be had from the creation of a table on, or not at all.
OF_A_CREATION = ("LocalSecondaryIndexes",)
STREAM = ("StreamSpecification",)


def losses(before: Template, after: Template) -> Iterator[tuple[str, str]]:
    """Yield the logical id of each resource that would lose something, and how."""
    for name, old in before["Resources"].items():
        if old["Type"] in REPLACED_BY:
            new = after["Resources"].get(name)
            yield from ((name, what) for what in _losses_of(old, new))


def _losses_of(old: Resource, new: Resource | None) -> Iterator[str]:
    if new is None:
        yield "it is not in the template any more: it would be deleted or left behind"
    elif new["Type"] != old["Type"]:
        yield f"it is {new['Type']} now: it would be replaced"
    else:
        yield from _changes(old["Type"], old.get("Properties", {}), new.get("Properties", {}))


def _changes(kind: str, old: Resource, new: Resource) -> Iterator[str]:
    for name in REPLACED_BY[kind]:
        if old.get(name) != new.get(name):
            yield f"{name} changed: it would be replaced"
    if kind == "AWS::SecretsManager::Secret" and _of(old, VALUES) != _of(new, VALUES):
        yield "its value changed: it would take the place of the present one"
    if kind == "AWS::DynamoDB::Table":
        yield from _changes_of_table(old, new)


def _of(properties: Resource, names: tuple[str, ...]) -> list[Any]:
    return [properties.get(name) for name in names]


def _changes_of_table(old: Resource, new: Resource) -> Iterator[str]:
    if _of(old, OF_A_CREATION) != _of(new, OF_A_CREATION):
        yield "its local indexes changed, which a table has from its creation on"
    if any(_types(new).get(name, kind) != kind for name, kind in _types(old).items()):
        yield "the type of an attribute changed, and with it a key"
    streams = _of(old, STREAM) + _of(new, STREAM)
    if None not in streams and streams[0] != streams[1]:
        yield "its stream changed: DynamoDB ends one before another view of it can begin"
    # UpdateTable creates or deletes one index at a time (DynamoDB developer guide, quotas).
    if (steps := _index_steps(_indexes(old), _indexes(new))) > 1:
        yield f"{steps} indexes would be created or deleted: DynamoDB takes one in an update"


def _types(table: Resource) -> dict[str, str]:
    return {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}


def _indexes(table: Resource) -> dict[str, Any]:
    found = table.get("GlobalSecondaryIndexes", [])
    return {each["IndexName"]: (each["KeySchema"], each["Projection"]) for each in found}


def _index_steps(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """Count what is deleted and what is created; an index of other keys is both."""
    others = [name for name in old.keys() & new.keys() if old[name] != new[name]]
    return len(old.keys() ^ new.keys()) + 2 * len(others)
