"""When a rule was first heard of: found in its rollups once, and remembered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_new_rules import DynamoDbNewRules
from shared.usecases.record_batch import record_batch
from tests.builders.observations import C, at, key, result
from tests.builders.questions import messages
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

RULE = "restricted-ssh"
DEPLOYED = ("securityhub-restricted-ssh-1a2b3c4d", "restricted-ssh-conformance-pack-a1b2c3d4e")


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def rules(client: "DynamoDBClient") -> DynamoDbNewRules:
    return DynamoDbNewRules(client, TABLES.config_compliance, TABLES.notifications)


def hear(client: "DynamoDBClient", account: str, rule: str, minutes: float) -> None:
    store = DynamoDbComplianceStore(client, TABLES, lambda: at(minutes))
    state = replace(key("r", rule), account=account)
    record_batch(messages([result(minutes, C, of=state)]), store, at(minutes), lambda _: None)


def test_a_rule_is_as_old_as_its_first_result_anywhere_whoever_deployed_it(
    client: "DynamoDBClient",
) -> None:
    hear(client, "333333333333", DEPLOYED[0], 5)
    hear(client, "222222222222", DEPLOYED[1], 3)
    hear(client, "222222222222", "another", 1)
    assert rules(client).first_heard([RULE], at(60)) == {RULE: at(3)}


def test_what_was_found_is_remembered_whatever_comes_later(client: "DynamoDBClient") -> None:
    assert rules(client).first_heard([RULE], at(60)) == {RULE: at(60)}
    hear(client, "222222222222", RULE, 3)
    assert rules(client).first_heard([RULE, "b"], at(90)) == {RULE: at(60), "b": at(90)}
    assert rules(client).all_first_heard() == {RULE: at(60), "b": at(90)}


def test_a_rule_with_a_rollup_of_no_time_was_always_there(client: "DynamoDBClient") -> None:
    hear(client, "222222222222", RULE, 3)
    hear(client, "333333333333", RULE, 4)
    [rollup, *_] = [i for i in everything(client, TABLES.config_compliance) if "first_at" in i]
    client.update_item(
        TableName=TABLES.config_compliance,
        Key={name: rollup[name] for name in ("pk", "sk")},
        UpdateExpression="REMOVE first_at",
    )
    assert rules(client).first_heard([RULE], at(60)) == {RULE: None}
    assert rules(client).first_heard([RULE], at(90)) == {RULE: None}
    assert rules(client).all_first_heard() == {}


def test_who_is_second_to_remember_says_what_the_first_one_said(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rules(client), rules(client)
    found = second._look(RULE, at(60))  # noqa: SLF001 - both have looked before either remembers
    assert first.first_heard([RULE], at(60) - timedelta(hours=1)) == {RULE: at(0)}
    monkeypatch.setattr("shared.adapters.dynamodb_new_rules.read_items", lambda *_, **__: {})
    monkeypatch.setattr(second, "_look", lambda *_: found)
    assert second.first_heard([RULE], at(60)) == {RULE: at(0)}
