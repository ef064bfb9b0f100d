"""What a rollout may be, and where there can be none."""

from pathlib import Path

import pytest

from stacks.settings_error import SettingsError
from stacks.settings_file import read_settings

ORGANISATION = """
master_account = "111111111111"
master_region = "eu-central-1"
organisation_id = "o-a1b2c3d4e5"
agent_regions = ["eu-central-1"]
"""
LISTED = ORGANISATION.replace(
    'organisation_id = "o-a1b2c3d4e5"', 'agent_accounts = ["222222222222"]'
)


def write(folder: Path, text: str) -> Path:
    path = folder / "deployment.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    with pytest.raises(SettingsError) as refused:
        read_settings(str(path))
    return [line.removeprefix(f"{path}: ") for line in str(refused.value).splitlines()]


def rollout(**given: str) -> str:
    chosen = {"organisational_units": '["ou-ab12-cdefgh34"]', **given}
    return "\n".join(["[rollout]", *(f"{name} = {value}" for name, value in chosen.items())])


def test_a_rollout_needs_its_units_and_has_defaults_for_the_rest(tmp_path: Path) -> None:
    read = read_settings(str(write(tmp_path, ORGANISATION + rollout()))).rollout
    assert read is not None
    assert read.organisational_units == ("ou-ab12-cdefgh34",)
    assert (read.failure_tolerance_percent, read.concurrency_percent) == (10, 10)
    assert (read.call_as, read.retain_on_removal) == ("self", False)
    assert read_settings(str(write(tmp_path, ORGANISATION))).rollout is None


def test_there_is_none_without_an_organisation_and_none_beside_listed_accounts(
    tmp_path: Path,
) -> None:
    without, beside = refusal(tmp_path, LISTED + rollout())
    assert without.startswith(
        "rollout: is for the accounts of an organisation; set organisation_id"
    )
    assert beside.startswith("rollout, agent_accounts: an account gets its agent in one way")
    both = LISTED.replace("agent_regions", 'organisation_id = "o-a1b2c3d4e5"\nagent_regions')
    assert refusal(tmp_path, both + rollout()) == [beside]


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("organisational_units", "[]", "names none; it may be a list of one or more ids"),
        ("organisational_units", '["Production"]', "'Production' is not allowed; it may be a list"),
        ("organisational_units", '["ou-ab12-cdefgh34", "ou-ab12-cdefgh34"]', "more than once"),
        ("organisational_units", '["r-ab12", "ou-ab12-cdefgh34"]', "the root is all accounts"),
        ("failure_tolerance_percent", "101", "it may be whole percent, from 0 to 100"),
        ("concurrency_percent", "0", "it may be whole percent, from 1 to 100"),
        ("call_as", '"master"', 'it may be "self" or "delegated_admin"'),
        ("retain_on_removal", '"yes"', "'yes' is not allowed; it may be true or false"),
        ("regions", '["eu-central-1"]', "there is no such setting; example.toml lists all"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(
    tmp_path: Path, setting: str, value: str, line: str
) -> None:
    (problem,) = refusal(tmp_path, ORGANISATION + rollout(**{setting: value}))
    assert problem.startswith(f"rollout[{setting}]")
    assert line in problem


def test_a_rollout_without_units_is_refused(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path, ORGANISATION + "[rollout]")
    assert problem.startswith("rollout[organisational_units]: is missing; it may be a list of one")
