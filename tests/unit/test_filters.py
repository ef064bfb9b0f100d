"""What is asked for, in the words of the domain."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.filters import Filters
from shared.domain.rollups import RollupKey

PACK = "restricted-ssh-conformance-pack-a1b2c3d4e"
KEY = RollupKey("222222222222", "eu-central-1", PACK, "AWS::EC2::SecurityGroup")


@pytest.mark.parametrize(
    ("asked", "name", "admitted"),
    [
        ("restricted-ssh", "restricted-ssh", True),
        ("restricted-ssh", PACK, True),
        ("restricted-ssh", "restricted-ssh-2", False),
        (PACK, PACK, True),
        (PACK, "restricted-ssh", False),
        (PACK, "restricted-ssh-conformance-pack-zzzzzzzzz", False),
        (None, PACK, True),
    ],
)
def test_a_plain_rule_name_means_all_its_variants_and_a_full_one_just_that_rule(
    asked: str | None, name: str, *, admitted: bool
) -> None:
    assert Filters(rule_name=asked).admit_rule(name) is admitted


def test_a_rollup_is_admitted_where_all_that_is_asked_for_is_equal() -> None:
    asked = Filters(
        account=KEY.account,
        region=KEY.region,
        rule_name=PACK,
        resource_type=KEY.resource_type,
    )
    assert asked.admit_rollup(KEY)
    assert Filters().admit_rollup(KEY)
    for name in ("account", "region", "rule_name", "resource_type"):
        assert not asked.admit_rollup(replace(KEY, **{name: "another"}))


def test_only_an_account_and_a_region_are_a_place() -> None:
    assert Filters(account="222222222222", region="eu-central-1").only_place
    for name in ("rule_name", "resource_type", "resource_id", "status", "source"):
        asked: dict[str, Any] = {name: "x"}
        assert not Filters(**asked).only_place
