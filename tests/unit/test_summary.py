"""A summary adds up."""

from shared.domain.rollups import Counts, RollupKey
from shared.domain.summary import summary_of
from tests.builders.observations import at

ONE = Counts(total=3, compliant=1, non_compliant=1)
PACK = "restricted-ssh-conformance-pack-a1b2c3d4e"


def row(account: str, rule: str, kind: str, counts: Counts = ONE) -> tuple[RollupKey, Counts]:
    return RollupKey(account, "eu-central-1", rule, kind), counts


def test_counts_are_added_in_all_by_account_by_plain_rule_and_by_type() -> None:
    rows = [
        row("333333333333", "restricted-ssh", "AWS::EC2::SecurityGroup"),
        row("222222222222", PACK, "AWS::EC2::SecurityGroup"),
        row("222222222222", "iam-root-key", "AWS::::Account"),
    ]
    summary = summary_of(rows, at(0), None)
    assert summary.counts == ONE + ONE + ONE
    assert summary.by_account == {"222222222222": ONE + ONE, "333333333333": ONE}
    assert summary.by_rule == {"iam-root-key": ONE, "restricted-ssh": ONE + ONE}
    assert summary.by_resource_type == {
        "AWS::::Account": ONE,
        "AWS::EC2::SecurityGroup": ONE + ONE,
    }


def test_what_counts_nothing_any_more_is_left_out() -> None:
    summary = summary_of([row("222222222222", "gone", "AWS::S3::Bucket", Counts())], at(0), None)
    assert (summary.by_account, summary.by_rule, summary.by_resource_type) == ({}, {}, {})


def test_the_percentage_is_of_compliant_and_non_compliant_and_none_without_any() -> None:
    assert Counts(total=9, compliant=2, non_compliant=1, not_applicable=6).percentage == 66.67
    assert Counts(total=1, not_applicable=1).percentage is None
