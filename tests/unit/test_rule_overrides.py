"""What a deployment says of rules is said everywhere, and refused where it is wrong."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shared import deployment as deployment_module
from shared.adapters.deployed_rules import adopt_rules
from shared.deployment import DeploymentError, forget
from shared.domain.catalogue import (
    CATALOGUE,
    BadOverrideError,
    is_classified,
    known_rules,
    overrides_of,
    rule_info,
    use_overrides,
)
from shared.domain.rule_list import rule_lines
from shared.domain.severity import Severity
from shared.domain.violations import ViolationsQuestion, among


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    yield
    use_overrides({})
    forget()


OWN = {
    "severity": "critical",
    "title": "Buckets have an owner",
    "remediation": "Add the tag owner.",
    "documentation_url": "https://wiki.example.com/owner",
    "frameworks": ["Our baseline: 7"],
    "group": "owners",
}


def test_an_entry_is_changed_where_something_is_given_and_else_stays() -> None:
    use_overrides(overrides_of({"restricted-ssh": {"severity": "low", "group": "ssh"}}))
    info, written = rule_info("securityhub-restricted-ssh-1a2b3c4d"), CATALOGUE["restricted-ssh"]
    assert (info.severity, info.group) == (Severity.LOW, "ssh")
    assert (info.title, info.frameworks) == (written.title, written.frameworks)
    assert info.documentation_url == written.documentation_url
    assert written.severity is Severity.CRITICAL


def test_a_rule_of_ones_own_is_known_like_any_other() -> None:
    assert not is_classified("our-rule")
    use_overrides(overrides_of({"our-rule": OWN, "other-rule": {"severity": "high"}}))
    info = rule_info("OrgConfigRule-our-rule-a1b2c3d4")
    assert is_classified("OrgConfigRule-our-rule-a1b2c3d4")
    assert (info.severity, info.title) == (Severity.CRITICAL, "Buckets have an owner")
    assert info.documentation_url == "https://wiki.example.com/owner"
    assert (info.frameworks, info.group) == (("Our baseline: 7",), "owners")
    assert (rule_info("other-rule").title, rule_info("other-rule").group) == ("other-rule",) * 2
    assert len(known_rules()) == len(CATALOGUE) + 2
    assert [line.classified for line in rule_lines([]) if line.info.name == "our-rule"] == [True]


def test_violations_of_a_severity_are_those_of_rules_that_have_it_now() -> None:
    use_overrides(overrides_of({"restricted-ssh": {"severity": "low"}}))
    present = {"restricted-ssh": 3, "root-account-mfa-enabled": 1, "never-heard-of": 0}

    def rules(severity: Severity | None) -> tuple[str, ...]:
        return among(ViolationsQuestion(severity=severity), present).rules

    assert rules(Severity.LOW) == ("restricted-ssh",)
    assert rules(Severity.CRITICAL) == ("root-account-mfa-enabled",)
    assert rules(Severity.MEDIUM) == ("never-heard-of",)
    assert rules(None) == ()


@pytest.mark.parametrize(("others", "outnumbered"), [(0, False), (3, False), (4, True)])
def test_rules_of_a_severity_are_outnumbered_by_more_violations_of_others(
    others: int, *, outnumbered: bool
) -> None:
    present = {"never-heard-of": 1, "another": 2, "root-account-mfa-enabled": others}
    asked = among(ViolationsQuestion(severity=Severity.MEDIUM), present)
    assert asked.outnumbered is outnumbered


@pytest.mark.parametrize(
    ("name", "members", "line"),
    [
        ("restricted-ssh", {"severity": "bad"}, "is 'bad', not critical, high, medium or low"),
        ("restricted-ssh", {"severity": []}, "is [], not critical, high, medium or low"),
        ("restricted-ssh", {"title": ""}, "title of rule 'restricted-ssh' is '', not a line of 1"),
        ("restricted-ssh", {"title": "a\nb"}, "not a line of 1 to 100 characters"),
        ("restricted-ssh", {"remediation": "x" * 401}, "not a line of 1 to 400 characters"),
        ("restricted-ssh", {"documentation_url": "http://a"}, "not an address that begins with"),
        ("restricted-ssh", {"documentation_url": "https://a|b"}, "not an address that begins with"),
        ("restricted-ssh", {"frameworks": "CIS"}, "is 'CIS', not a list of at most 20 names"),
        ("restricted-ssh", {"frameworks": [1]}, "is [1], not a list of at most 20 names"),
        ("restricted-ssh", {"frameworks": ["a"] * 21}, "not a list of at most 20 names"),
        ("restricted-ssh", {"group": 3}, "group of rule 'restricted-ssh' is 3, not a name"),
        ("restricted-ssh", {"colour": "red"}, "has no member 'colour' (it has severity, title,"),
        ("restricted-ssh", "low", "rule 'restricted-ssh' is 'low', not a table"),
        ("restricted-shh", {"title": "x"}, "(did you mean 'restricted-ssh'?), so it needs a sev"),
        ("our-own", {}, "rule 'our-own' is not in the catalogue, so it needs a severity"),
        ("INCOMING_SSH_DISABLED", {"severity": "low"}, "goes by the name 'restricted-ssh' here"),
        (" ", {"severity": "low"}, "is no name of a rule: it has 1 to 128 characters"),
    ],
)
def test_what_is_wrong_is_said(name: str, members: object, line: str) -> None:
    with pytest.raises(BadOverrideError) as refused:
        overrides_of({name: members})
    assert line in str(refused.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadOverrideError) as refused:
        overrides_of({"a": {"title": 1}, "restricted-ssh": {"severity": "x", "group": ""}})
    assert len(str(refused.value).splitlines()) == 4


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(deployment_module, "FILE", tmp_path / "deployment.json")
    forget()
    return tmp_path / "deployment.json"


def test_a_function_adopts_what_the_deployment_s_file_says(file: Path) -> None:
    file.write_text('{"rules": {"restricted-ssh": {"severity": "low"}}}')
    adopt_rules()
    assert rule_info("restricted-ssh").severity is Severity.LOW


def test_without_the_file_the_catalogue_is_as_it_is_written(file: Path) -> None:
    use_overrides(overrides_of({"our-own": {"severity": "low"}}))
    assert not file.exists()
    adopt_rules()
    assert known_rules() == CATALOGUE


@pytest.mark.parametrize("text", ['{"rules": {"own": {}}}', '{"rules": 3}'])
def test_what_cannot_be_used_is_refused_when_the_function_starts(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(DeploymentError, match="what it says of rules cannot be used: "):
        adopt_rules()


def test_what_is_not_said_of_a_rule_stays_as_it_was() -> None:
    found = overrides_of({"restricted-ssh": {"remediation": "Ask the network team."}})
    known = CATALOGUE["restricted-ssh"]
    assert found["restricted-ssh"] == replace(known, remediation="Ask the network team.")
