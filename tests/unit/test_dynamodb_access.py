"""Which keys a question leads to: the narrowest that its filters allow."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

from shared.adapters import dynamodb_keys as keys
from shared.adapters import dynamodb_violations
from shared.adapters.dynamodb_accounts import Place
from shared.adapters.dynamodb_history_access import access_to_history
from shared.adapters.dynamodb_state_access import access_to_states
from shared.adapters.dynamodb_violations import access_to_violations
from shared.domain.filters import Filters, Window
from shared.domain.severity import Severity
from shared.domain.status import Status
from shared.domain.violations import ViolationsQuestion

ACCOUNT, RULE = "222222222222", "restricted-ssh"
N = Status.NON_COMPLIANT


def no_places() -> Iterable[Place]:
    raise AssertionError("the registry need not be read")


@pytest.mark.parametrize(
    ("filters", "index", "ranges"),
    [
        (Filters(status=N), "open_violations", keys.TIME_SHARDS),
        (Filters(status=N, account=ACCOUNT), "violations_by_account", 1),
        (Filters(status=N, rule_name=RULE), "violations_by_rule", keys.RULE_SHARDS),
        (Filters(status=N, rule_name=RULE, account=ACCOUNT), "by_rule", 1),
        (Filters(status=N, resource_id="sg-1"), "by_resource", 1),
        (Filters(status=Status.COMPLIANT, rule_name=RULE), "by_rule", keys.RULE_SHARDS),
    ],
)
def test_violations_are_found_among_violations(filters: Filters, index: str, ranges: int) -> None:
    access = access_to_states(filters, no_places)
    assert {part.index for part in access.ranges} == {index}
    assert len(access.ranges) == ranges
    if index.partition("_")[0] != "by":
        assert "status" in access.implied


@pytest.mark.parametrize(
    ("status", "partitions", "alone"),
    [
        (N, ["T#NON_COMPLIANT#00", "T#NON_COMPLIANT#11"], True),
        ("COMPLIANT", ["T#COMPLIANT#00", "T#COMPLIANT#11"], True),
        ("NOT_APPLICABLE", ["T#OTHER#00", "T#OTHER#07"], False),
        ("NEVER_HEARD_OF", ["T#OTHER#00", "T#OTHER#07"], False),
        (None, ["T#COMPLIANT#00", "T#OTHER#07"], True),
    ],
)
def test_history_of_one_result_is_read_alone(
    status: str | None, partitions: list[str], *, alone: bool
) -> None:
    access = access_to_history(Filters(status=status), Window())
    assert [access.ranges[0].pk, access.ranges[-1].pk] == partitions
    assert ("status" in access.implied) is alone


@pytest.mark.parametrize("status", [*Status, None, "NEVER_HEARD_OF"])
@pytest.mark.parametrize("account", [ACCOUNT, "333333333333", "444444444444"])
def test_what_happened_is_where_it_is_looked_for(status: str | None, account: str) -> None:
    assert keys.time_pk(status, account) in keys.time_pks(status)
    assert keys.time_pk(status, account) in keys.time_pks(None)


SOME = Filters(accounts=(ACCOUNT, "333333333333"), rule_name=RULE)


def test_a_rule_in_some_accounts_is_looked_for_in_these_accounts_alone() -> None:
    history = access_to_history(SOME, Window())
    assert [part.pk for part in history.ranges] == [ACCOUNT, "333333333333"]
    violations = access_to_violations(ViolationsQuestion(filters=SOME))
    assert [part.pk for part in violations.ranges] == [ACCOUNT, "333333333333"]
    assert {part.index for part in violations.ranges} == {"violations_by_account"}
    for access in (history, violations):
        assert access.implied == {"account"}


@pytest.mark.parametrize(
    ("number", "index", "ranges"),
    [
        (dynamodb_violations.MOST_RULES, "violations_by_rule", 96),
        (dynamodb_violations.MOST_RULES + 1, "open_violations", keys.TIME_SHARDS),
    ],
)
def test_a_severity_with_many_rules_is_a_condition_on_all_violations(
    number: int, index: str, ranges: int
) -> None:
    access = access_to_violations(of_severity(number))
    assert {part.index for part in access.ranges} == {index}
    assert len(access.ranges) == ranges


def of_severity(rules: int, filters: Filters | None = None) -> ViolationsQuestion:
    """Return the question for violations of a severity that so many rules are of."""
    names = tuple(f"rule-{n}" for n in range(rules))
    return ViolationsQuestion(filters=filters or Filters(), severity=Severity.HIGH, rules=names)


class Asked:
    """A client that keeps what it is asked and finds nothing."""

    def __init__(self) -> None:
        self.requests = list[dict[str, Any]]()

    def query(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        return {"Items": []}


OTHERS = Filters(region="eu-central-1", resource_type="AWS::S3::Bucket", source="aws.config")


def test_the_condition_on_a_severity_fits_into_an_expression_for_a_large_catalogue() -> None:
    most = dynamodb_violations.MOST_NAMED
    client = Asked()
    with ThreadPoolExecutor(2) as pool:
        queries = dynamodb_violations.DynamoDbViolations(cast("Any", client), "states", pool)
        queries.violations(of_severity(most // keys.RULE_SHARDS, OTHERS), 9, None)
    assert len(client.requests) == keys.TIME_SHARDS
    for request in client.requests:
        expression, values = request["FilterExpression"], request["ExpressionAttributeValues"]
        named = {value["S"] for name, value in values.items() if name == name.upper()}
        assert len(named) == most
        assert all(name in expression for name in (":region", ":resource_type", ":source"))
        assert len(expression.encode()) <= 4096  # DynamoDB developer guide, constraints


def test_rules_that_are_too_many_to_be_named_are_read_each_for_itself() -> None:
    number = dynamodb_violations.MOST_NAMED // keys.RULE_SHARDS + 1
    access = access_to_violations(of_severity(number))
    assert {part.index for part in access.ranges} == {"violations_by_rule"}
