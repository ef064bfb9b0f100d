"""A rule has one name, whoever deployed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.managed_rules import MANAGED_RULES
from shared.domain.other_rule_names import OTHER_NAMES
from shared.domain.rule_names import normalise


@pytest.mark.parametrize(
    ("deployed", "name"),
    [
        ("restricted-ssh", "restricted-ssh"),
        ("securityhub-restricted-ssh-1a2b3c4d", "restricted-ssh"),
        (
            "cloudwatch-log-group-encrypted-conformance-pack-6cruwvtg2",
            "cloudwatch-log-group-encrypted",
        ),
        ("OrgConfigRule-restricted-ssh-a1b2c3d4", "restricted-ssh"),
        ("AWSControlTower_AWS-GR_RESTRICTED_SSH", "restricted-ssh"),
        ("Security-RestrictedSsh-1A2B3C4D5E6F", "restricted-ssh"),
        ("Security-OurOwnRule-1A2B3C4D5E6F", "Security-OurOwnRule"),
        ("OrgConfigRule-securityhub-restricted-ssh-1a2b3c4d-a1b2c3d4", "restricted-ssh"),
    ],
)
def test_what_a_deployment_adds_to_a_name_is_taken_off(deployed: str, name: str) -> None:
    assert normalise(deployed) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "my-rule-deadbeef",
        "securityhub-",
        "tags-of-account-123456789012",
        "a rule with spaces",
        "s3-bucket-level-public-access-prohibited",
        "rule-conformance-pack",
    ],
)
def test_a_name_that_only_looks_like_one_is_left_alone(name: str) -> None:
    assert normalise(name) == name


@pytest.mark.parametrize(
    ("deployed", "name"),
    [
        # Security Hub, its own names and what it left without a suffix
        ("securityhub-restricted-ssh-1399bc40", "restricted-ssh"),
        ("securityhub-access-keys-rotated-a1b2c3", "access-keys-rotated"),
        (
            "securityhub-multi-region-cloud-trail-enabled-b8841665",
            "multi-region-cloudtrail-enabled",
        ),
        (
            "securityhub-ec2-instance-managed-by-ssm-04cbcf73",
            "ec2-instance-managed-by-systems-manager",
        ),
        (
            "securityhub-ec2-managedinstance-patch-compliance-310ff521",
            "ec2-managedinstance-patch-compliance-status-check",
        ),
        (
            "securityhub-kms-cmk-not-scheduled-for-deletion-2-109ab27f",
            "kms-cmk-not-scheduled-for-deletion",
        ),
        ("securityhub-vpc-sg-restricted-common-ports-29874e97", "restricted-common-ports"),
        ("securityhub-iam-password-policy-number-check-d62fb361", "iam-password-policy"),
        ("securityhub-iam-password-policy-symbol-check", "iam-password-policy"),
        ("securityhub-rds-no-default-ports-c49b832a", "rds-no-default-ports"),
        # conformance packs, of accounts and of organisations
        ("s3-bucket-logging-enabled-conformance-pack-bzlg1jf0u", "s3-bucket-logging-enabled"),
        ("S3BucketLoggingEnabled-conformance-pack-bzlg1jf0u", "s3-bucket-logging-enabled"),
        # rules of organisations
        ("OrgConfigRule-required-tags-lf3sbwf9", "required-tags"),
        ("OrgConfigRule-require-ssc-cbrid-tag-wf6xls0p", "require-ssc-cbrid-tag"),
        ("OrgConfigRule-LILLY_REQUIRED_TAGS-hkvnvupr", "LILLY_REQUIRED_TAGS"),
        # Control Tower
        ("AWSControlTower_AWS-GR_EC2_INSTANCE_NO_PUBLIC_IP", "ec2-instance-no-public-ip"),
        ("AWSControlTower_AWS-GR_RESTRICTED_COMMON_PORTS", "restricted-common-ports"),
        ("AWSControlTower_AWS-GR_S3_VERSIONING_ENABLED", "s3-bucket-versioning-enabled"),
        (
            "AWSControlTower_AWS-GR_DETECT_CLOUDTRAIL_ENABLED_ON_MEMBER_ACCOUNTS",
            "cloudtrail-enabled",
        ),
        ("AWSControlTower_encrypted-volumes", "encrypted-volumes"),
        ("aws-controltower-EncryptedVolumes", "encrypted-volumes"),
        ("CheckForIAMUserMFA", "iam-user-mfa-enabled"),
        # identifiers
        ("INCOMING_SSH_DISABLED", "restricted-ssh"),
        ("S3_BUCKET_PUBLIC_READ_PROHIBITED", "s3-bucket-public-read-prohibited"),
        # CloudFormation and the CDK
        ("MyStack-RestrictedSsh-1A2B3C4D5E6F7", "restricted-ssh"),
        ("my-stack-EncryptedVolumesConfigRule-4FiBqCmHFtpE", "encrypted-volumes"),
        ("Security-RestrictedSshE1A2B3C4-1A2B3C4D5E6F", "restricted-ssh"),
        ("Ec2Imdsv2Check", "ec2-imdsv2-check"),
    ],
)
def test_names_that_are_seen_in_accounts_lead_to_the_rule(deployed: str, name: str) -> None:
    assert normalise(deployed) == name


def test_every_managed_rule_is_known_by_its_name_and_its_identifier_s_letters() -> None:
    for name in MANAGED_RULES:
        assert normalise(name) == name
        assert normalise(name.upper().replace("-", "_")) == name
        assert normalise(f"securityhub-{name}-0123abcd") == name


def test_other_names_lead_to_managed_rules_and_are_none_themselves() -> None:
    for other, name in OTHER_NAMES.items():
        assert name in MANAGED_RULES
        assert normalise(other) == name
    assert not OTHER_NAMES.keys() & MANAGED_RULES


@given(
    st.lists(
        st.sampled_from(
            [
                *("securityhub-", "OrgConfigRule-", "AWSControlTower_", "AWS-GR_", "ConfigRule"),
                *("restricted-ssh", "RestrictedSsh", "RESTRICTED_SSH", "own", "-", "Stack-", " "),
                *("-conformance-pack-abcdefghi", "-1a2b3c4d", "-1A2B3C4D5E6F", "Rule"),
            ]
        ),
        max_size=8,
    ).map("".join)
)
def test_a_name_that_was_found_is_found_again(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


def test_what_is_longer_than_any_name_is_itself_and_takes_no_time() -> None:
    assert normalise("a-" * 2000) == "a-" * 2000
    assert normalise(f"securityhub-{'x' * 235}-1a2b3c4d") == "x" * 235
    assert normalise(f"securityhub-{'x' * 236}-1a2b3c4d").startswith("securityhub-x")
