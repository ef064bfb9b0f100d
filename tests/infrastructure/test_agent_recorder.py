"""AWS Config set up by the stack: recorder, channel, bucket, and their order."""

from typing import Any

import pytest

from tests.infrastructure.synthesis import AGENTS, REGION, Template, each, logical_ids

CONFIG = {"Service": "config.amazonaws.com"}
ANY_ACCOUNT = {"Ref": "AWS::AccountId"}


@pytest.fixture
def managed(organisation: dict[str, Template]) -> Template:
    """A template for any account, with a role of its own."""
    return organisation[f"ConfigMonitoringAgent-{REGION}"]


def only(template: Template, kind: str) -> tuple[str, dict[str, Any]]:
    (found,) = template.all(kind).items()
    return found


def statements(template: Template) -> list[dict[str, Any]]:
    _, policy = only(template, "AWS::S3::BucketPolicy")
    return list(policy["Properties"]["PolicyDocument"]["Statement"])


def test_a_recorder_is_set_up_only_where_the_stack_manages_it(
    agent: Template, managed: Template
) -> None:
    assert not agent.all("AWS::Config::ConfigurationRecorder")
    assert not agent.all("AWS::S3::Bucket")
    assert len(managed.all("AWS::Config::ConfigurationRecorder")) == 1


def test_bucket_and_policy_come_first_then_recorder_and_channel_then_rules(
    managed: Template,
) -> None:
    bucket, _ = only(managed, "AWS::S3::Bucket")
    policy, _ = only(managed, "AWS::S3::BucketPolicy")
    recorder, recording = only(managed, "AWS::Config::ConfigurationRecorder")
    channel, delivering = only(managed, "AWS::Config::DeliveryChannel")
    assert {bucket, policy} <= set(recording["DependsOn"]) & set(delivering["DependsOn"])
    for rule in managed.all("AWS::Config::ConfigRule").values():
        assert {recorder, channel} < set(rule["DependsOn"])


def test_recorder_and_channel_do_not_wait_for_each_other(managed: Template) -> None:
    recorder, recording = only(managed, "AWS::Config::ConfigurationRecorder")
    channel, delivering = only(managed, "AWS::Config::DeliveryChannel")
    assert channel not in recording["DependsOn"]
    assert recorder not in delivering["DependsOn"]


def test_rules_wait_until_their_first_results_can_be_forwarded(
    agent: Template, managed: Template
) -> None:
    for template in (agent, managed):
        forwarding = {name for name in template.all("AWS::Events::Rule") if "Compliance" in name}
        assert forwarding
        for rule in template.all("AWS::Config::ConfigRule").values():
            assert forwarding <= set(rule["DependsOn"])


def test_the_bucket_is_private_encrypted_and_kept_with_its_policy(managed: Template) -> None:
    _, bucket = only(managed, "AWS::S3::Bucket")
    _, policy = only(managed, "AWS::S3::BucketPolicy")
    assert bucket["DeletionPolicy"] == policy["DeletionPolicy"] == "Retain"
    properties = bucket["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert properties["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    (encryption,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


def test_nobody_connects_to_the_bucket_without_tls(managed: Template) -> None:
    name, _ = only(managed, "AWS::S3::Bucket")
    (deny,) = [item for item in statements(managed) if item["Effect"] == "Deny"]
    assert (deny["Principal"], deny["Action"]) == ({"AWS": "*"}, "s3:*")
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert logical_ids(deny["Resource"]) == {name}


@pytest.mark.parametrize(("kind", "account"), [("any", ANY_ACCOUNT), ("listed", AGENTS[0])])
def test_config_may_deliver_for_this_account_alone(
    managed: Template, packed: dict[str, Template], kind: str, account: object
) -> None:
    template = managed if kind == "any" else packed[REGION]
    name, _ = only(template, "AWS::S3::Bucket")
    allowed = [item for item in statements(template) if item["Effect"] == "Allow"]
    whole = {"Fn::GetAtt": [name, "Arn"]}
    prefix = {"Fn::Join": ["", [whole, "/AWSLogs/", ANY_ACCOUNT, "/Config/*"]]}
    owned = {"s3:x-amz-acl": "bucket-owner-full-control"}
    assert [(item["Action"], item["Resource"]) for item in allowed] == [
        ("s3:GetBucketAcl", whole),
        ("s3:ListBucket", whole),
        ("s3:PutObject", prefix),
    ]
    assert all(item["Principal"] == CONFIG for item in allowed)
    ours = {"aws:SourceAccount": account}
    assert [item["Condition"]["StringEquals"] for item in allowed] == [
        ours,
        ours,
        {**owned, **ours},
    ]


def test_deliveries_and_what_is_left_of_them_are_deleted_after_the_days_of_the_settings(
    managed: Template, packed: dict[str, Template]
) -> None:
    for template, days in ((managed, 365), (packed[REGION], 30)):
        _, bucket = only(template, "AWS::S3::Bucket")
        (rule,) = bucket["Properties"]["LifecycleConfiguration"]["Rules"]
        assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", days)
        assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 7}
        assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_a_role_of_its_own_reads_as_aws_says_and_writes_deliveries_alone(
    managed: Template,
) -> None:
    role = managed.named("AWS::IAM::Role", "ConfigRecorder")
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == CONFIG
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": ANY_ACCOUNT}}
    (policy,) = role["ManagedPolicyArns"]
    assert policy["Fn::Join"][1][-1] == ":iam::aws:policy/service-role/AWS_ConfigRole"
    granted = managed.statements("ConfigRecorder")
    actions = [action for statement in granted for action in each(statement["Action"])]
    assert actions == ["s3:GetBucketAcl", "s3:ListBucket", "s3:PutObject"]
    assert {"Ref": "AWS::AccountId"} in granted[-1]["Resource"]["Fn::Join"][1]


def test_the_role_of_the_service_is_named_and_no_stack_makes_it(
    packed: dict[str, Template],
) -> None:
    roles = packed[REGION].all("AWS::IAM::Role")
    assert not [name for name in roles if name.startswith("ConfigRecorder")]
    _, recorder = only(packed[REGION], "AWS::Config::ConfigurationRecorder")
    role = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    assert recorder["Properties"]["RoleARN"] == f"arn:aws:iam::{AGENTS[0]}:{role}"
