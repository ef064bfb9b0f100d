"""The command says where a violation would go, why, and what is wrong with routes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tools.route.__main__ import main

SETTINGS = """
master_account = "111111111111"
master_region = "eu-central-1"
agent_accounts = ["222222222222"]
agent_regions = ["eu-central-1"]
[channels]
ops = { secret_name = "slack-ops" }
[organisational_units]
prod = ["222222222222"]
[[routes]]
name = "payments"
channel = "ops"
tags = { team = "payments" }
[[routes]]
name = "hourly"
channel = "ops"
organisational_units = ["prod"]
severities = ["critical", "high"]
mode = "batched"
batch_minutes = 60
[[routes]]
name = "low"
channel = "ops"
severities = ["low"]
mode = "digest"
"""
EXPLAIN = ("explain", "--account", "222222222222", "--rule", "restricted-ssh")


@pytest.fixture
def deployment(tmp_path: Path) -> str:
    path = tmp_path / "given.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    return str(path)


def test_it_says_by_which_route_a_violation_goes_and_why_not_by_others(
    deployment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*EXPLAIN, "--deployment", deployment, "--resource-id", "sg-1"]) == 0
    said = capsys.readouterr().out
    assert "A violation of restricted-ssh (critical) on sg-1 in 222222222222 goes to" in said
    assert "  ops: in a batch, every 60 minutes, by the route hourly" in said
    assert "payments cannot tell, and so does not take it\n    tags are not known; team" in said
    assert "low does not take it\n    severity is critical, not low" in said
    assert "Not known: tags. It may go elsewhere with --tag or --no-tags." in said


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--tag", "team=payments"], "ops: at once (gathered for 10 s), by the route payments"),
        (["--no-tags", "--severity", "low"], "ops: in the digest alone, by the route low"),
        (["--no-tags", "--ou", "prod"], "by the route hourly"),
    ],
)
def test_what_is_given_is_known(
    deployment: str, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert main([*EXPLAIN, "--deployment", deployment, *options]) == 0
    said = capsys.readouterr().out
    assert told in said
    assert "Not known" not in said


def test_what_no_route_takes_is_said_by_words_and_exit_status(
    deployment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--no-tags", "--severity", "medium", "--region", "global"]
    assert main([*EXPLAIN, "--deployment", deployment, *options]) == 1
    said = capsys.readouterr().out
    assert "default: in a batch, every 15 minutes, because no route takes it" in said
    assert "Routes:" in said


def test_a_program_gets_the_same_as_json(
    deployment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*EXPLAIN, "--deployment", deployment, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    expected = {"channel": "ops", "route": "hourly", "mode": "batched", "batch_minutes": 60}
    assert document["targets"] == [expected]
    assert [route["outcome"] for route in document["routes"]] == ["unknown", "takes", "does_not"]
    assert document["unknown"] == ["tags"]


def test_routes_and_channels_are_listed(
    deployment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--deployment", deployment]) == 0
    said = capsys.readouterr().out
    for part in ("by severity: at once, or every 15 min", "every 60 min", "digest", "unit: prod"):
        assert part in said
    assert "tag team: payments" in said
    assert "secret config-monitoring/slack" in said
    assert "to the first route that takes it, and to default where none does" in said


def test_a_deployment_without_routes_has_those_by_severity(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert "severity: critical or high" in said
    assert "everything" in said


def test_where_nothing_is_wrong_that_is_said(
    deployment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--deployment", deployment]) == 0
    assert capsys.readouterr().out == "Nothing is wrong with the routes (3).\n"


def test_what_is_probably_not_meant_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(SETTINGS + 'rules = ["restricted-shh"]\n', encoding="utf-8")
    assert main(["check", "--deployment", str(path)]) == 1
    assert "warning: routes[2] (low): no rule of the catalogue" in capsys.readouterr().err


def test_settings_that_cannot_be_used_are_said_a_line_for_each_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(SETTINGS + 'mod = "a"\ntags = { a = [] }\n', encoding="utf-8")
    assert main(["check", "--deployment", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("check: ") for line in lines)
    assert main([*EXPLAIN, "--deployment", "nowhere"]) == 2


@pytest.mark.parametrize("wrong", [["--account", "12"], ["--tag", "team"], ["--tag", "=x"]])
def test_arguments_that_cannot_be_meant_are_refused(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*EXPLAIN, *wrong])
    assert ended.value.code == 2
    assert "12 digits" in (said := capsys.readouterr().err) or "KEY=VALUE" in said


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("", None),
        ("shadow_days = 7", "first 7 days"),
        ("rule_shadow_days = { restricted-ssh = 1 }", "first day after this rule"),
        ("shadow_days = 7\nrule_shadow_days = { restricted-ssh = 0 }", None),
    ],
)
def test_it_says_for_how_long_a_new_rule_is_in_shadow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], setting: str, said: str | None
) -> None:
    path = tmp_path / "given.toml"
    path.write_text(f"{setting}\n{SETTINGS}", encoding="utf-8")
    asked = [*EXPLAIN, "--deployment", str(path)]
    main([*asked[:3], "--rule", "securityhub-restricted-ssh-0a1b2c3d", *asked[5:]])
    found = capsys.readouterr().out
    assert ("in shadow" in found) is (said is not None)
    assert (said or "") in " ".join(found.split())
    main([*asked, "--json"])
    days = json.loads(capsys.readouterr().out)["shadow_days"]
    assert (days > 0) is (said is not None)


SOON = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
PAST = f"{datetime.now(UTC) - timedelta(days=3):%Y-%m-%d}"


def with_mute(tmp_path: Path, names: str, until: str = SOON) -> str:
    path = tmp_path / "muting.toml"
    said = 'owner = "team-payments"\nreason = "The migration ends soon."'
    mute = f'[[mutes]]\nid = "migration"\n{names}\n{said}\nuntil = {until}\n'
    path.write_text(SETTINGS + mute, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("names", "options", "unknown"),
    [
        ('rule_name = "restricted-ssh"', [], []),
        ('account = "222222222222"\nresource_id = "sg-*"', ["--resource-id", "sg-1"], []),
        ('resource_id = "sg-*"', [], ["resource_id"]),
        ('tag = "team=payments"', ["--tag", "team=payments"], []),
        ('tag = "team=payments"\nregion = "eu-central-1"', [], ["region", "tag"]),
    ],
)
def test_a_mute_of_the_settings_is_named_with_its_end_and_why(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    names: str,
    options: list[str],
    unknown: list[str],
) -> None:
    asked = [*EXPLAIN, "--deployment", with_mute(tmp_path, names), *options]
    assert main(asked) == 0
    said = capsys.readouterr().out
    covered = f"Nobody is told before {SOON} 00:00 UTC: the mute migration of team-payments covers"
    perhaps = f"The mute migration (until {SOON} 00:00 UTC) may cover it: that is known with --"
    assert (perhaps if unknown else covered) in said
    assert "    The migration ends soon." in said
    main([*asked, "--json"])
    [mute] = json.loads(capsys.readouterr().out)["mutes"]
    assert (mute["id"], mute["reason"]) == ("migration", "The migration ends soon.")
    assert mute["until"] == f"{SOON}T00:00:00.000Z"
    assert (mute["covers"], mute["unknown"]) == (None if unknown else True, unknown)


@pytest.mark.parametrize(
    ("names", "until", "options"),
    [
        ('rule_name = "restricted-rdp"', SOON, []),
        ('account = "333333333333"\nresource_id = "sg-1"', SOON, []),
        ('resource_id = "sg-2"', SOON, ["--resource-id", "sg-1"]),
        ('tag = "team=payments"', SOON, ["--no-tags"]),
        ('rule_name = "restricted-ssh"', PAST, []),
    ],
)
def test_a_mute_that_does_not_cover_it_is_not_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    names: str,
    until: str,
    options: list[str],
) -> None:
    asked = [*EXPLAIN, "--deployment", with_mute(tmp_path, names, until), *options]
    main(asked)
    assert "mute" not in capsys.readouterr().out
    main([*asked, "--json"])
    assert json.loads(capsys.readouterr().out)["mutes"] == []
