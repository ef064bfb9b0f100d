"""The catalogue of rules: what people are told of a violation."""

import re
from collections import defaultdict

import pytest

from shared.domain.catalogue import (
    CATALOGUE,
    DEFAULT_RULES,
    RuleInfo,
    is_classified,
    rule_info,
)
from shared.domain.managed_rules import MANAGED_RULES
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
    assert info.group == "our-own-rule"
    assert not is_classified("securityhub-our-own-rule-1a2b3c4d")


def test_most_rules_that_teams_use_are_known_and_few_of_them_are_deployed_by_default() -> None:
    assert len(CATALOGUE) >= 170
    assert len(DEFAULT_RULES) == 46
    assert CATALOGUE.keys() <= MANAGED_RULES


FRAMEWORKS = re.compile(
    r"CIS AWS Foundations 3\.0: [1-5](\.\d{1,2}){1,2}|AWS FSBP: [A-Za-z0-9]+\.\d{1,3}"
    r"|PCI DSS 3\.2\.1: \d{1,2}(\.\d){1,2}|NIST 800-53 r5: [A-Z]{2}-\d{1,2}"
)


@RULES
def test_what_asks_for_a_rule_is_named_with_the_place_and_once(rule: RuleInfo) -> None:
    assert all(FRAMEWORKS.fullmatch(name) for name in rule.frameworks)
    assert len(set(rule.frameworks)) == len(rule.frameworks)


def test_most_rules_are_asked_for_by_a_framework() -> None:
    asked_for = [rule for rule in CATALOGUE.values() if rule.frameworks]
    assert len(asked_for) >= 150
    assert len(asked_for) > 0.75 * len(CATALOGUE)


def test_a_control_of_security_hub_asks_for_one_rule() -> None:
    asked = [name for rule in CATALOGUE.values() for name in rule.frameworks if "FSBP" in name]
    assert len(set(asked)) == len(asked)


def test_rules_of_one_group_look_at_the_same_types_and_are_alike_grave() -> None:
    groups: defaultdict[str, list[RuleInfo]] = defaultdict(list)
    for rule in CATALOGUE.values():
        groups[rule.group].append(rule)
    shared = {name: rules for name, rules in groups.items() if len(rules) > 1}
    assert len(shared["open-security-group"]) == 4
    for rules in shared.values():
        assert set.intersection(*(set(rule.resource_types) for rule in rules))
        assert len({rule.severity in GRAVE for rule in rules}) == 1
