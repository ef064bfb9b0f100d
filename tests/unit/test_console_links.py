"""Links open the right console, whatever the names in them are."""

from urllib.parse import parse_qs, urlsplit

import pytest

from shared.domain.console_links import resource_link, rule_link


def test_a_resource_is_shown_in_its_timeline() -> None:
    assert resource_link("eu-central-1", "AWS::S3::Bucket", "a b/c#d&e") == (
        "https://eu-central-1.console.aws.amazon.com/config/home?region=eu-central-1"
        "#/resources/timeline?resourceId=a%20b%2Fc%23d%26e&resourceType=AWS%3A%3AS3%3A%3ABucket"
    )


def test_a_rule_is_shown_by_its_full_name() -> None:
    assert rule_link("eu-west-1", "my rule").endswith("#/rules/details?configRuleName=my%20rule")


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-gov-west-1", "us-gov-west-1.console.amazonaws-us-gov.com"),
        ("cn-north-1", "cn-north-1.console.amazonaws.cn"),
        ("global", "us-east-1.console.aws.amazon.com"),
    ],
)
def test_each_partition_has_its_own_console(region: str, host: str) -> None:
    assert urlsplit(rule_link(region, "r")).hostname == host


def test_no_link_names_a_region_that_is_none() -> None:
    assert parse_qs(urlsplit(rule_link("global", "r")).query) == {"region": ["us-east-1"]}


def test_half_a_surrogate_pair_makes_no_error() -> None:
    assert "resourceId=%3F" in resource_link("eu-west-1", "t", "\ud800")
