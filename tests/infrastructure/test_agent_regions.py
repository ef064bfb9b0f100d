"""A second region beside the first: no name is taken twice, and nothing is judged twice."""

from typing import Any

import pytest

from shared.domain.catalogue import CATALOGUE
from stacks.rule_places import judged_once, only_in_north_virginia, region_of_iam, rules_in
from tests.infrastructure.documented_rules import managed_rules
from tests.infrastructure.synthesis import REGION, Template

OTHER = "us-east-1"
# Names that a stack chooses by itself; all others CloudFormation makes up for each stack.
NAMES_THAT_ARE_GLOBAL = {
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::S3::Bucket": "BucketName",
}
EVERYWHERE = {
    "AWS::CloudWatch::Alarm",
    "AWS::Config::AggregationAuthorization",
    "AWS::Config::ConfigRule",
    "AWS::Config::ConfigurationRecorder",
    "AWS::Config::ConformancePack",
    "AWS::Config::DeliveryChannel",
    "AWS::Events::Rule",
    "AWS::IAM::Policy",
    "AWS::S3::BucketPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
}


@pytest.fixture(params=["with rules", "with a pack"])
def both(
    request: pytest.FixtureRequest, organisation: dict[str, Template], packed: dict[str, Template]
) -> list[Template]:
    if request.param == "with a pack":
        return [packed[REGION], packed[OTHER]]
    return [organisation[f"ConfigMonitoringAgent-{region}"] for region in (REGION, OTHER)]


def global_names(template: Template) -> list[tuple[str, Any]]:
    return [
        (kind, resource["Properties"][name])
        for kind, name in NAMES_THAT_ARE_GLOBAL.items()
        for resource in template.all(kind).values()
        if name in resource.get("Properties", {})
    ]


def test_no_name_of_the_one_is_a_name_of_the_other(both: list[Template]) -> None:
    first, second = map(global_names, both)
    assert first
    assert not [name for name in first if name in second]


def test_all_else_belongs_to_its_region(both: list[Template]) -> None:
    for template in both:
        kinds = {resource["Type"] for resource in template.body["Resources"].values()}
        assert kinds <= EVERYWHERE | NAMES_THAT_ARE_GLOBAL.keys()
        assert not [out for out in template.body.get("Outputs", {}).values() if "Export" in out]


def test_iam_is_recorded_in_the_first_region_alone(both: list[Template]) -> None:
    recorded = [
        template.named("AWS::Config::ConfigurationRecorder", "ConfigRecorder")["RecordingGroup"]
        for template in both
    ]
    assert [group["IncludeGlobalResourceTypes"] for group in recorded] == [True, False]
    assert all(group["AllSupported"] for group in recorded)


def test_rules_on_iam_are_where_iam_is_recorded(organisation: dict[str, Template]) -> None:
    def names(region: str) -> set[str]:
        found = organisation[f"ConfigMonitoringAgent-{region}"].all("AWS::Config::ConfigRule")
        return {rule["Properties"]["ConfigRuleName"] for rule in found.values()}

    assert names(REGION) - names(OTHER) == {"access-keys-rotated"}
    assert names(OTHER) == {"restricted-ssh", "restricted-common-ports"}


def test_where_others_record_each_region_gets_the_rules_on_iam() -> None:
    rules, regions = ("access-keys-rotated", "restricted-ssh"), (REGION, OTHER)
    assert rules_in(OTHER, rules=rules, regions=regions, records=False) == rules
    assert rules_in(OTHER, rules=rules, regions=regions, records=True) == ("restricted-ssh",)


def test_iam_is_recorded_in_the_first_region_that_can() -> None:
    assert (
        region_of_iam(("eu-central-2", "il-central-1", "eu-west-1", "eu-central-1")) == "eu-west-1"
    )
    assert region_of_iam(("eu-central-2",)) is None


def test_what_config_judges_in_north_virginia_alone_is_deployed_there_alone() -> None:
    rules, regions = ("cloudfront-sni-enabled", "restricted-ssh"), (REGION, OTHER)
    for records in (True, False):
        kept = {r: rules_in(r, rules=rules, regions=regions, records=records) for r in regions}
        assert kept == {REGION: ("restricted-ssh",), OTHER: rules}


def test_the_rules_of_north_virginia_are_those_that_aws_says_are_nowhere_else() -> None:
    documented = managed_rules()
    for info in CATALOGUE.values():
        regions = documented[info.identifier]["AWS Region"].removesuffix(" Region")
        elsewhere = regions.removeprefix("Only available in ").replace("China (Beijing), ", "")
        assert only_in_north_virginia(info) == (elsewhere == "US East (N. Virginia)"), info.name


def test_a_setting_that_each_region_has_is_judged_in_each() -> None:
    once = {info.name for info in CATALOGUE.values() if judged_once(info)}
    assert {"root-account-mfa-enabled", "iam-password-policy", "access-keys-rotated"} <= once
    regional = {
        "guardduty-enabled-centralized",
        "ec2-ebs-encryption-by-default",
        "cloudtrail-enabled",
    }
    assert not once & regional
    assert not [name for name in once if CATALOGUE[name].resource_types[0].startswith("AWS::EC2")]
