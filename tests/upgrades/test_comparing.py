"""What would be lost is seen, whatever it is; what is not lost is not spoken of."""

from copy import deepcopy
from typing import Any

import pytest

from tests.upgrades.comparing import losses


def index(name: str, key: str = "pk") -> dict[str, Any]:
    schema = [{"AttributeName": key, "KeyType": "HASH"}]
    return {"IndexName": name, "KeySchema": schema, "Projection": {"ProjectionType": "ALL"}}


TABLE: dict[str, Any] = {
    "AttributeDefinitions": [
        {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "rule_pk")
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "GlobalSecondaryIndexes": [index("one"), index("two")],
    "StreamSpecification": {"StreamViewType": "KEYS_ONLY"},
}
BEFORE: dict[str, Any] = {
    "Table": {"Type": "AWS::DynamoDB::Table", "Properties": TABLE},
    "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 180}},
    "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "config-monitoring"}},
    "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": "{}"}},
    "Function": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "one"}},
}


def lost(resource: str, **changed: Any) -> list[str]:
    """Return what is lost when properties of a resource change."""
    after = deepcopy(BEFORE)
    after[resource]["Properties"] |= changed
    found = list(losses({"Resources": BEFORE}, {"Resources": after}))
    assert {name for name, _ in found} <= {resource}
    return [what for _, what in found]


@pytest.mark.parametrize(
    ("resource", "changed"),
    [
        ("Table", {"TableName": "events"}),
        ("Table", {"KeySchema": [{"AttributeName": "sk", "KeyType": "HASH"}]}),
        ("Queue", {"FifoQueue": True}),
        ("Bus", {"Name": "another"}),
        ("Secret", {"Name": "another"}),
    ],
)
def test_what_would_be_replaced_is_lost(resource: str, changed: dict[str, Any]) -> None:
    [name] = changed
    assert lost(resource, **changed) == [f"{name} changed: it would be replaced"]


@pytest.mark.parametrize("resource", ["Table", "Queue", "Bus", "Secret"])
def test_what_is_not_there_any_more_or_something_else_is_lost(resource: str) -> None:
    removed = {name: each for name, each in BEFORE.items() if name != resource}
    [(name, what)] = losses({"Resources": BEFORE}, {"Resources": removed})
    assert (name, "not in the template" in what) == (resource, True)
    other = {**removed, resource: {"Type": "AWS::SNS::Topic"}}
    [(name, what)] = losses({"Resources": BEFORE}, {"Resources": other})
    assert (name, "AWS::SNS::Topic" in what) == (resource, True)


@pytest.mark.parametrize(
    "changed", [{"SecretString": '{"a": 1}'}, {"GenerateSecretString": {"PasswordLength": 64}}]
)
def test_a_value_that_the_template_would_write_anew_is_lost(changed: dict[str, Any]) -> None:
    [what] = lost("Secret", **changed)
    assert "its value changed" in what


@pytest.mark.parametrize(
    ("indexes", "steps"),
    [
        ([index("one"), index("two"), index("three"), index("four")], 2),
        ([], 2),
        ([index("one"), index("three")], 2),
        ([index("one"), index("two", "rule_pk")], 2),
        ([index("one"), index("two"), index("three")], 1),
        ([index("two")], 1),
        ([index("two"), index("one")], 0),
    ],
)
def test_a_table_takes_one_change_of_its_indexes_in_an_update(indexes: Any, steps: int) -> None:
    seen = lost("Table", GlobalSecondaryIndexes=indexes)
    assert [what.split()[0] for what in seen] == ([str(steps)] if steps > 1 else [])


def test_what_a_table_cannot_change_is_seen() -> None:
    numbers = [{**each, "AttributeType": "N"} for each in TABLE["AttributeDefinitions"]]
    for changed, word in (
        ({"LocalSecondaryIndexes": [index("three")]}, "local indexes"),
        ({"AttributeDefinitions": numbers}, "type of an attribute"),
        ({"StreamSpecification": {"StreamViewType": "NEW_IMAGE"}}, "stream"),
    ):
        [what] = lost("Table", **changed)
        assert word in what


def test_what_changes_in_place_is_not_spoken_of() -> None:
    assert lost("Queue", VisibilityTimeout=60) == []
    assert lost("Table", DeletionProtectionEnabled=True) == []
    assert lost("Function", FunctionName="two") == []
    added = {**BEFORE, "Another": {"Type": "AWS::SQS::Queue"}}
    assert not list(losses({"Resources": BEFORE}, {"Resources": added}))
