# ruff: noqa: SLF001 - the emulator has no public extension points
import json

import pytest
from ministack.core import iam_actions
from ministack.services import dynamodb

from local.emulator import transactions

PATCHED = (
    (dynamodb, "_tokenize"),
    (dynamodb, "_condition_syntax_error"),
    (iam_actions, "dynamodb_transaction_checks"),
)
ABSENT = "attribute_not_exists(pk)"


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in PATCHED:
        monkeypatch.setattr(module, name, getattr(module, name))
    transactions.install()


def test_an_expression_is_evaluated_on_each_item_however_often_it_was_read() -> None:
    for _ in range(3):
        assert dynamodb._evaluate_condition(ABSENT, {}, {}, {})
        assert not dynamodb._evaluate_condition(ABSENT, {"pk": {"S": "there"}}, {}, {})


def test_a_wrong_expression_stays_wrong() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="ConditionExpression"):
            dynamodb._evaluate_condition("attribute_not_exists(", {}, {}, {})


def test_what_an_evaluator_does_with_its_tokens_stays_with_it() -> None:
    dynamodb._tokenize(ABSENT).clear()
    assert dynamodb._tokenize(ABSENT)


def test_each_action_on_each_table_is_asked_for_once() -> None:
    actions = [
        {"Put": {"TableName": "states"}},
        {"Put": {"TableName": "states"}},
        {"Update": {"TableName": "states"}},
        {"Put": {"TableName": "events"}},
    ]
    body = json.dumps({"TransactItems": actions}).encode()
    asked = iam_actions.dynamodb_transaction_checks(
        "dynamodb:TransactWriteItems", body, "eu-central-1", "111111111111"
    )
    assert [(action, arn.rsplit("/", 1)[1]) for action, arn in asked] == [
        ("dynamodb:PutItem", "states"),
        ("dynamodb:UpdateItem", "states"),
        ("dynamodb:PutItem", "events"),
    ]
