"""Which regions get a rule: what is one and the same in all regions is judged in one of them.

AWS Config's developer guide ("AWS Config rules and global resource types") asks for that: periodic
rules on IAM are run, and paid for, in each region that has them, and those that wait for changes
hear of none where IAM is not recorded.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from shared.domain.catalogue import CATALOGUE, DEFAULT_RULES, RuleInfo

# Regions that AWS Config came to after February 2022 record no IAM (same guide, "Global resources";
# the page of access-keys-rotated names them).
_WITHOUT_IAM: Final = frozenset(
    {
        "ap-east-2",
        "ap-south-2",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "mx-central-1",
    }
)
# Recorded there alone, and their rules are refused elsewhere ("List of AWS Config Managed Rules by
# Region Availability").
NORTH_VIRGINIA: Final = "us-east-1"
_OF_NORTH_VIRGINIA: Final = (
    "AWS::CloudFront::",
    "AWS::IAM::OIDCProvider",
    "AWS::IAM::ServerCertificate",
    "AWS::Route53::HostedZone",
    "AWS::WAF::",
)
# Rules on an account that look at no region's own setting.
_OF_WHOLE_ACCOUNTS: Final = frozenset(
    {
        "account-part-of-organizations",
        "iam-password-policy",
        "iam-policy-in-use",
        "iam-root-access-key-check",
        "root-account-hardware-mfa-enabled",
        "root-account-mfa-enabled",
        "s3-account-level-public-access-blocks-periodic",
        "security-account-information-provided",
    }
)


def region_of_iam(regions: Iterable[str]) -> str | None:
    """Return the region that records IAM: the first that can."""
    return next((region for region in regions if region not in _WITHOUT_IAM), None)


def only_in_north_virginia(rule: RuleInfo) -> bool:
    """Whether AWS Config has the rule in us-east-1 alone."""
    return all(kind.startswith(_OF_NORTH_VIRGINIA) for kind in rule.resource_types)


def judged_once(rule: RuleInfo) -> bool:
    """Whether the rule is on IAM or on the account as a whole, the same in each region."""
    on_iam = all(kind.startswith("AWS::IAM::") for kind in rule.resource_types)
    return (on_iam and not only_in_north_virginia(rule)) or rule.name in _OF_WHOLE_ACCOUNTS


def rules_in(
    region: str, *, rules: Iterable[str], regions: tuple[str, ...], records: bool
) -> tuple[str, ...]:
    """Return which of the rules a region gets.

    `records`: whether our stacks set up the recorders. Where they do not, IAM may be recorded in
    any of the regions, so each gets the rules on it.
    """
    once = region_of_iam(regions) if records else region
    return tuple(
        name
        for name in rules
        if (region == NORTH_VIRGINIA or not only_in_north_virginia(CATALOGUE[name]))
        and (region == once or not judged_once(CATALOGUE[name]))
    )


def problems_of_places(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong where a rule would be in none of the regions."""
    regions, rules = given.get("agent_regions"), given.get("rules", DEFAULT_RULES)
    if not isinstance(regions, list) or not isinstance(rules, list | tuple):
        return
    chosen = [CATALOGUE[name] for name in map(str, rules) if name in CATALOGUE]
    for rule in chosen if NORTH_VIRGINIA not in regions else ():
        if only_in_north_virginia(rule):
            yield f"rules: {rule.name!r} is in {NORTH_VIRGINIA} alone; add that to agent_regions"
    if given.get("manages_recorder") is True and regions and not region_of_iam(map(str, regions)):
        once = ", ".join(rule.name for rule in chosen if judged_once(rule))
        if once:
            yield (
                "rules: AWS Config records IAM in none of agent_regions; add an older region, or"
                f" leave out {once}"
            )
