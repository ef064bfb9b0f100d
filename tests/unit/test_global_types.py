"""What every region reports as the same resource."""

import pytest

from shared.domain.global_types import is_global


@pytest.mark.parametrize(
    ("resource_type", "everywhere"),
    [
        ("AWS::IAM::User", True),
        ("AWS::::Account", True),
        ("AWS::CloudFront::Distribution", True),
        ("AWS::Route53::HostedZone", True),
        ("AWS::Route53Resolver::ResolverRule", False),
        ("AWS::WAF::WebACL", True),
        ("AWS::WAFRegional::WebACL", False),
        ("AWS::WAFv2::WebACL", False),
        ("AWS::ECR::Repository", False),
        ("AWS::EC2::SecurityGroup", False),
        ("", False),
    ],
)
def test_resources_of_a_whole_account_are_told_from_those_of_a_region(
    resource_type: str, *, everywhere: bool
) -> None:
    assert is_global(resource_type) is everywhere
