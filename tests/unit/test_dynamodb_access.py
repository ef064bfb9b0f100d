"""Which keys a question leads to: the narrowest that its filters allow."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, cast

import pytest

from shared.adapters import dynamodb_keys as keys
from shared.adapters import dynamodb_violations
from shared.adapters.dynamodb_accounts import Place
from shared.adapters.dynamodb_history_access import access_to_history
from shared.adapters.dynamodb_state_access import access_to_states
from shared.adapters.dynamodb_violations import access_to_violations
from shared.domain.filters import Filters, Window
from shared.domain.observations import AWS_CONFIG, RECONCILE, Origin
from shared.domain.severity import Severity
from shared.domain.status import Status
from shared.domain.violations import ViolationsQuestion

ACCOUNT, RULE = "222222222222", "restricted-ssh"
N = Status.NON_COMPLIANT


HERE, THERE, TYPE = "eu-central-1", "us-east-1", "AWS::EC2::SecurityGroup"


def regions() -> list[str]:
    return [HERE, THERE]


def no_places() -> Iterable[Place]:
    raise AssertionError("the registry need not be read")


@pytest.mark.parametrize(
    ("filters", "index", "ranges"),
    [
        (Filters(status=N), "open_violations", 2 * keys.OPEN_SHARDS),
        (Filters(status=N, region=HERE), "open_violations", keys.OPEN_SHARDS),
        (Filters(status=N, account=ACCOUNT), "violations_by_account", 1),
        (Filters(status=N, rule_name=RULE), "violations_by_rule", keys.OPEN_RULE_SHARDS),
        (Filters(status=N, resource_type=TYPE), "violations_by_type", keys.TYPE_SHARDS),
        (Filters(status=N, rule_name=RULE, account=ACCOUNT), "by_rule", 1),
        (Filters(status=N, resource_id="sg-1"), "by_resource", 1),
        (Filters(status=Status.COMPLIANT, rule_name=RULE), "by_rule", keys.RULE_SHARDS),
        (Filters(status="NEVER_HEARD_OF"), "open_violations", 2 * keys.OTHER_SHARDS),
        (Filters(status="NOT_APPLICABLE", region=HERE), "open_violations", keys.OTHER_SHARDS),
    ],
)
def test_states_of_a_status_are_found_among_those_of_it(
    filters: Filters, index: str, ranges: int
) -> None:
    access = access_to_states(filters, no_places, regions)
    assert {part.index for part in access.ranges} == {index}
    assert len({part.pk for part in access.ranges}) == len(access.ranges) == ranges
    if index.partition("_")[0] != "by":
        assert "status" in access.implied


RESULTS = (*Status, "OTHER")
HEARD, COMPARED = ([(source, result) for result in RESULTS] for source in (AWS_CONFIG, RECONCILE))


@pytest.mark.parametrize(
    ("filters", "kinds", "implied"),
    [
        (Filters(), {*HEARD, *COMPARED}, set()),
        (Filters(status=N), {HEARD[1], COMPARED[1]}, {"status"}),
        (Filters(status="COMPLIANT"), {HEARD[0], COMPARED[0]}, {"status"}),
        (Filters(status="NOT_APPLICABLE"), {HEARD[2], COMPARED[2]}, {"status"}),
        (Filters(status="NEVER_HEARD_OF"), {HEARD[4], COMPARED[4]}, set()),
        (Filters(source=AWS_CONFIG), set(HEARD), set()),
        (Filters(source=RECONCILE), set(COMPARED), set()),
        (Filters(source=RECONCILE, status=N), {COMPARED[1]}, {"status"}),
    ],
)
@pytest.mark.parametrize("region", [HERE, None])
def test_history_is_read_of_one_region_source_and_result_alone(
    filters: Filters, kinds: set[tuple[str, str]], implied: set[str], region: str | None
) -> None:
    access = access_to_history(replace(filters, region=region), Window(), regions)
    wanted = [HERE] if region else regions()
    parts = [part.pk.split("#") for part in access.ranges]
    assert {name for _, name, *_ in parts} == set(wanted)
    assert {(source, result) for _, _, source, result, _ in parts} == kinds
    assert access.implied == {"region", "source", *implied}


def test_what_nobody_says_was_never_stored() -> None:
    assert not access_to_history(Filters(source="aws.ec2"), Window(), regions).ranges


def test_history_of_a_type_is_read_by_the_type() -> None:
    access = access_to_history(Filters(resource_type=TYPE), Window(), regions)
    assert [part.pk for part in access.ranges] == keys.type_pks(TYPE)
    assert access.implied == {"resource_type"}


@pytest.mark.parametrize("status", [*Status, None, "NEVER_HEARD_OF"])
@pytest.mark.parametrize("source", [AWS_CONFIG, RECONCILE])
@pytest.mark.parametrize("account", [ACCOUNT, "333333333333", "444444444444"])
def test_what_happened_is_where_it_is_looked_for(
    status: str | None, source: str, account: str
) -> None:
    there = keys.time_pk(Origin("", source, "", account, HERE), status)
    for some in (status, None):
        for one in (source, None):
            assert there in keys.time_pks(HERE, some, one)
            assert there not in keys.time_pks(THERE, some, one)


SOME = Filters(accounts=(ACCOUNT, "333333333333"), rule_name=RULE)


def test_a_rule_in_some_accounts_is_looked_for_in_these_accounts_alone() -> None:
    history = access_to_history(SOME, Window(), regions)
    assert [part.pk for part in history.ranges] == [ACCOUNT, "333333333333"]
    violations = access_to_violations(ViolationsQuestion(filters=SOME), regions)
    assert [part.pk for part in violations.ranges] == [ACCOUNT, "333333333333"]
    assert {part.index for part in violations.ranges} == {"violations_by_account"}
    for access in (history, violations):
        assert access.implied == {"account"}


@pytest.mark.parametrize(
    ("number", "index", "ranges"),
    [
        (dynamodb_violations.MOST_RULES, "violations_by_rule", 96),
        (dynamodb_violations.MOST_RULES + 1, "open_violations", 2 * keys.OPEN_SHARDS),
    ],
)
def test_a_severity_with_many_rules_is_a_condition_on_all_violations(
    number: int, index: str, ranges: int
) -> None:
    access = access_to_violations(of_severity(number), regions)
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
        queries.violations(of_severity(most // keys.OPEN_RULE_SHARDS, OTHERS), 9, None)
    assert len(client.requests) == keys.TYPE_SHARDS
    for request in client.requests:
        expression, values = request["FilterExpression"], request["ExpressionAttributeValues"]
        named = {value["S"] for name, value in values.items() if name == name.upper()}
        assert len(named) == most
        assert all(name in expression for name in (":region", ":source"))
        assert len(expression.encode()) <= 4096  # DynamoDB developer guide, constraints


def test_rules_that_are_too_many_to_be_named_are_read_each_for_itself() -> None:
    number = dynamodb_violations.MOST_NAMED // keys.OPEN_RULE_SHARDS + 1
    access = access_to_violations(of_severity(number), regions)
    assert {part.index for part in access.ranges} == {"violations_by_rule"}


def test_rules_that_others_outnumber_are_read_each_for_itself_however_many_they_are() -> None:
    question = replace(of_severity(dynamodb_violations.MOST_RULES + 1), outnumbered=True)
    access = access_to_violations(question, regions)
    assert {part.index for part in access.ranges} == {"violations_by_rule"}
