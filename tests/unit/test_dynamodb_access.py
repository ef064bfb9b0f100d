"""Which keys a question leads to: the narrowest that its filters allow."""

from collections.abc import Iterable

import pytest

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_accounts import Place
from shared.adapters.dynamodb_history_access import access_to_history
from shared.adapters.dynamodb_state_access import access_to_states
from shared.domain.filters import Filters, Window
from shared.domain.status import Status

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
