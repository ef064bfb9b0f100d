"""Mutes as settings: refused where they may not be, deployed as the functions read them."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.domain.mute_documents import mutes_of
from shared.domain.mutes import MuteOrigin, Selector
from stacks.deployment_file import deployment_members
from stacks.settings import DeploymentSettings
from stacks.settings_error import SettingsError
from stacks.settings_file import read_settings

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
GOOD = """\
master_account = "111111111111"
master_region = "eu-central-1"
agent_accounts = ["222222222222"]
agent_regions = ["eu-central-1"]
"""
REST = 'owner = "payments"\nreason = "a migration is under way"\nuntil = 2026-12-01\n'


def read(folder: Path, *mutes: str, more: str = "") -> DeploymentSettings:
    path = folder / "deployment.toml"
    path.write_text(GOOD + more + "".join(f"[[mutes]]\n{mute}" for mute in mutes), "utf-8")
    return read_settings(str(path), NOW)


def refusal(folder: Path, *mutes: str, more: str = "") -> list[str]:
    with pytest.raises(SettingsError) as refused:
        read(folder, *mutes, more=more)
    return [line.partition(".toml: ")[2] for line in str(refused.value).splitlines()]


def test_a_mute_of_the_settings_reaches_the_functions(tmp_path: Path) -> None:
    mute = f'id = "migration"\nrule_name = "s3-*"\ntag = "team=payments"\n{REST}'
    members = json.loads(json.dumps(deployment_members(read(tmp_path, mute))))
    [deployed] = mutes_of(members)
    assert deployed.selector == Selector(rule_name="s3-*", tag=("team", "payments"))
    assert (deployed.id, deployed.owner, deployed.origin) == (
        *("migration", "payments"),
        MuteOrigin.SETTINGS,
    )
    assert (deployed.created_at, deployed.until) == (None, datetime(2026, 12, 1, tzinfo=UTC))
    assert "mutes" not in deployment_members(read(tmp_path))


@pytest.mark.parametrize(
    ("mute", "line"),
    [
        (f'account = "222222222222"\n{REST}', "mutes[0][id]: is missing; it may be a list of"),
        (f'id = "A b"\naccount = "222222222222"\n{REST}', "mutes[0][id]: 'A b' is not allowed"),
        (f'id = "a"\naccount = "2"\n{REST}', "mutes[0][account]: '2' is not allowed"),
        (f'id = "a"\n{REST}', "mutes[0][account]: must be given, or one of rule_name"),
        (f'id = "a"\nrule_name = "*"\n{REST}', "mutes[0][rule_name]: must have more than *"),
        (f'id = "a"\ntag = "team"\n{REST}', "mutes[0][tag]: 'team' is not allowed"),
        (f'id = "a"\ntags = "a=b"\n{REST}', "mutes[0][tags]: there is no such setting"),
        (
            f'id = "a"\naccount = "222222222222"\n{REST.replace("2026-12-01", "2027-12-01")}',
            "mutes[0][until]: must lie at most 90 days ahead",
        ),
        (
            f'id = "a"\naccount = "222222222222"\n{REST.replace("2026-12-01", "1")}',
            "mutes[0][until]: 1 is not allowed",
        ),
        (
            f'id = "a"\naccount = "222222222222"\n{REST.replace("a migration is under way", "x")}',
            "mutes[0][reason]: must have 10 to 1,000 characters",
        ),
    ],
)
def test_a_mute_that_may_not_be_is_refused_with_its_place(
    tmp_path: Path, mute: str, line: str
) -> None:
    [problem] = refusal(tmp_path, mute)
    assert problem.startswith(line)


def test_two_mutes_of_one_id_are_refused_and_every_wrong_one_is_said(tmp_path: Path) -> None:
    good = f'id = "a"\naccount = "222222222222"\n{REST}'
    assert refusal(tmp_path, good, good) == ["mutes: a is named more than once"]
    wrong = f'id = "b"\n{REST}'
    assert len(refusal(tmp_path, wrong, good, wrong.replace('"b"', '"c"'))) == 2
    assert refusal(tmp_path, good, more="most_mute_days = 5\n") == [
        "mutes[0][until]: must lie at most 5 days ahead"
    ]
    assert len(refusal(tmp_path, good, more='most_mute_days = "5"\n')) == 1
    assert len(refusal(tmp_path, more="mutes = 3\n")) == 1


def test_a_mute_that_is_over_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    past = f'id = "old"\naccount = "222222222222"\n{REST.replace("2026-12-01", "2026-11-20")}'
    with caplog.at_level(logging.WARNING):
        assert read(tmp_path, past).mutes
    assert "mutes[0]: old is over since 2026-11-20: remove it" in caplog.text
