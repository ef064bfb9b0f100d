"""The catalogue of rules: what people are told of a violation."""

import re

import pytest

from shared.domain.catalogue import CATALOGUE, DEFAULT_RULES, RuleInfo, rule_info
from shared.domain.severity import Severity

GRAVE = {Severity.CRITICAL, Severity.HIGH}
RULES = pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)


def test_more_rules_are_deployed_by_default_than_security_teams_begin_with() -> None:
    assert len(DEFAULT_RULES) >= 30
    assert set(DEFAULT_RULES) < CATALOGUE.keys()


@RULES
def test_a_rule_says_what_it_asks_for_and_what_to_do(rule: RuleInfo) -> None:
    assert re.fullmatch(r"[A-Z0-9_]+", rule.identifier)
    assert re.fullmatch(r"[a-z0-9-]+", rule.name)
    assert 0 < len(rule.title) <= 100
    assert 0 < len(rule.remediation) <= 400
    assert rule.remediation.endswith(".")
    assert rule.resource_types
    assert rule.documentation_url == (
        f"https://docs.aws.amazon.com/config/latest/developerguide/{rule.name}.html"
    )


def test_every_identifier_occurs_once() -> None:
    assert len({rule.identifier for rule in CATALOGUE.values()}) == len(CATALOGUE)


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE.values() if "public" in rule.name])
def test_what_is_public_is_grave(rule: RuleInfo) -> None:
    if rule.name not in {"ec2-instance-no-public-ip", "subnet-auto-assign-public-ip-disabled"}:
        assert rule.severity in GRAVE


@pytest.mark.parametrize(
    "name",
    [
        "s3-bucket-public-read-prohibited",
        "s3-bucket-public-write-prohibited",
        "restricted-ssh",
        "restricted-common-ports",
        "nacl-no-unrestricted-ssh-rdp",
        "root-account-mfa-enabled",
        "root-account-hardware-mfa-enabled",
        "iam-root-access-key-check",
        "iam-user-mfa-enabled",
        "mfa-enabled-for-iam-console-access",
    ],
)
def test_public_buckets_administrative_ports_root_and_second_factors_are_grave(name: str) -> None:
    assert CATALOGUE[name].severity in GRAVE


@pytest.mark.parametrize(
    "name",
    [
        "restricted-ssh",
        "securityhub-restricted-ssh-1a2b3c4d",
        "restricted-ssh-conformance-pack-abcdefghi",
        "OrgConfigRule-restricted-ssh-a1b2c3d4",
    ],
)
def test_a_rule_is_known_whoever_deployed_it(name: str) -> None:
    assert rule_info(name) is CATALOGUE["restricted-ssh"]


def test_an_unknown_rule_gets_a_general_entry() -> None:
    info = rule_info("securityhub-our-own-rule-1a2b3c4d")
    assert (info.name, info.title) == ("our-own-rule", "our-own-rule")
    assert info.severity is Severity.MEDIUM
    assert info.remediation
    assert info.documentation_url.endswith("/managed-rules-by-aws-config.html")
