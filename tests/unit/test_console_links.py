"""Links open the right console, whatever the names in them are."""

from collections.abc import Iterator
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.console_links import (
    LONGEST,
    Portal,
    home_region_of,
    resource_link,
    rule_link,
    use_console,
)
from tests.builders.hostile_text import hostile

# Ids as AWS Config has them: opaque ones, names, addresses, those of accounts, free text.
IDS = (
    "AIDAJ2UCCR6DPCEXAMPLE",
    "my-bucket",
    "arn:aws:apigateway:eu-central-1::/restapis/a1b2c3/stages/prod",
    "arn:aws-cn:iam::222222222222:role/aws-service-role/x/y",
    "arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/app/a+b/50dc6c495c0c9188",
    "222222222222",
    "a resource of our own, 100 % free text? #1 & more = x",
    "Größe/日本語/😀",
    "x" * 768,
)
TYPES = ("AWS::S3::Bucket", "AWS::::Account", "Our::Own::Type")
REGIONS = ("eu-central-1", "us-gov-west-1", "cn-northwest-1", "global")
PORTAL = Portal("https://example.awsapps.com/start", "ReadOnlyAccess")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    use_console()


def members(fragment: str) -> dict[str, str]:
    return {name: of for name, [of] in parse_qs(fragment.partition("?")[2]).items()}


def test_a_resource_is_shown_in_its_timeline() -> None:
    assert resource_link("eu-central-1", "AWS::S3::Bucket", "a b/c#d&e") == (
        "https://eu-central-1.console.aws.amazon.com/config/home?region=eu-central-1"
        "#/resources/timeline?resourceId=a%20b%2Fc%23d%26e&resourceType=AWS%3A%3AS3%3A%3ABucket"
    )


@pytest.mark.parametrize("resource_id", IDS)
@pytest.mark.parametrize("resource_type", TYPES)
@pytest.mark.parametrize("region", REGIONS)
def test_every_id_comes_back_out_of_its_link(
    resource_id: str, resource_type: str, region: str
) -> None:
    fragment = urlsplit(resource_link(region, resource_type, resource_id)).fragment
    expected = {"resourceId": resource_id, "resourceType": resource_type}
    assert fragment.startswith("/resources/timeline?")
    assert members(fragment) == expected


@given(hostile, hostile, st.sampled_from(REGIONS) | hostile)
def test_nothing_leaves_its_place_in_a_link(resource_id: str, name: str, region: str) -> None:
    for link in (resource_link(region, name, resource_id, name), rule_link(region, resource_id)):
        assert not set(link) & set(' <>"|\\`\n')
        assert link.count("#") == 1
        host = urlsplit(link).hostname or ""
        assert host.endswith((".aws.amazon.com", ".amazonaws-us-gov.com", ".amazonaws.cn"))


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


@pytest.mark.parametrize(
    ("of", "host"),
    [
        ("eu-central-1", "us-east-1.console.aws.amazon.com"),
        ("us-gov-east-1", "us-gov-west-1.console.amazonaws-us-gov.com"),
        ("cn-northwest-1", "cn-north-1.console.amazonaws.cn"),
    ],
)
def test_what_is_in_no_region_is_shown_in_the_partition_of_the_deployment(
    of: str, host: str
) -> None:
    use_console(home_region=home_region_of(of))
    for nowhere in ("global", ""):
        assert urlsplit(rule_link(nowhere, "r")).hostname == host


def test_no_link_names_a_region_that_is_none() -> None:
    assert parse_qs(urlsplit(rule_link("global", "r")).query) == {"region": ["us-east-1"]}


def test_half_a_surrogate_pair_makes_no_error() -> None:
    assert "resourceId=%3F" in resource_link("eu-west-1", "t", "\ud800")


def test_through_the_access_portal_a_link_signs_people_in_first() -> None:
    plain = rule_link("eu-west-1", "my rule")
    use_console(PORTAL)
    assert rule_link("eu-west-1", "my rule", "222222222222") == (
        "https://example.awsapps.com/start/#/console?account_id=222222222222"
        f"&role_name=ReadOnlyAccess&destination={quote(plain, safe='')}"
    )


@pytest.mark.parametrize("resource_id", IDS)
@pytest.mark.parametrize("role", [None, "Our+Role=1,2.3@4_5-6"])
@pytest.mark.parametrize("start_url", [PORTAL.start_url, f"{PORTAL.start_url}/"])
def test_every_destination_comes_back_out_of_a_shortcut(
    resource_id: str, role: str | None, start_url: str
) -> None:
    plain = resource_link("eu-west-1", "AWS::::Account", resource_id)
    use_console(Portal(start_url, role))
    link = resource_link("eu-west-1", "AWS::::Account", resource_id, "222222222222")
    assert link.startswith("https://example.awsapps.com/start/#/console?")
    found = members(urlsplit(link).fragment)
    assert found.pop("destination") == plain
    asked = {"account_id": "222222222222"} | ({"role_name": role} if role else {})
    assert found == asked


def test_a_shortcut_that_slack_would_refuse_is_left_out() -> None:
    long = "/" * 750
    plain = resource_link("eu-west-1", "t", long)
    use_console(PORTAL)
    assert len(PORTAL.shortcut("222222222222", plain)) > LONGEST >= len(plain)
    assert resource_link("eu-west-1", "t", long, "222222222222") == plain
    assert unquote(plain).count("/") > 750


def test_where_the_account_is_not_known_a_link_is_a_plain_one() -> None:
    plain = rule_link("eu-west-1", "r")
    use_console(PORTAL)
    assert rule_link("eu-west-1", "r") == plain
