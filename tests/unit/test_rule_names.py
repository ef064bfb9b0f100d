"""A rule has one name, whoever deployed it."""

import pytest

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
        ("Security-RestrictedSsh-1A2B3C4D5E6F", "Security-RestrictedSsh"),
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
