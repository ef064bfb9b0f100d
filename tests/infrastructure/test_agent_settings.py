"""What is said of settings of agents that cannot be deployed."""

from pathlib import Path

import pytest

from shared.domain.catalogue import CATALOGUE
from stacks.needed_parameters import NEEDED_PARAMETERS
from stacks.settings_error import SettingsError
from stacks.settings_file import read_settings
from tests.infrastructure.documented_rules import managed_rules

GOOD = {
    "master_account": '"111111111111"',
    "master_region": '"eu-central-1"',
    "agent_accounts": '["222222222222"]',
    "agent_regions": '["eu-central-1"]',
}
RECORDS = {"manages_recorder": "true"}
EVERY_RULE = str(sorted(set(CATALOGUE) - set(NEEDED_PARAMETERS))).replace("'", '"')


def deployment(folder: Path, **settings: str) -> str:
    path = folder / "chosen.toml"
    lines = [f"{name} = {value}" for name, value in {**GOOD, **settings}.items()]
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {**RECORDS, "recorder_role": '"theirs"'},
            'recorder_role: \'theirs\' is not allowed; it may be "own" or "service_linked"',
        ),
        (
            {**RECORDS, "recorder_bucket_days": "0"},
            "recorder_bucket_days: 0 is not allowed; it may be whole days, from 1 to 3650",
        ),
        (
            {"rules": '["desired-instance-type"]'},
            "rule_parameters[desired-instance-type]: instanceType is missing; AWS Config needs it",
        ),
        (
            {"rules": '["cloudfront-sni-enabled"]'},
            "rules: 'cloudfront-sni-enabled' is in us-east-1 alone; add that to agent_regions",
        ),
        (
            {**RECORDS, "agent_regions": '["eu-central-2"]', "rules": '["access-keys-rotated"]'},
            (
                "rules: AWS Config records IAM in none of agent_regions; add an older region, or"
                " leave out access-keys-rotated"
            ),
        ),
        (
            {
                "rules": EVERY_RULE,
                "rules_as": '"conformance_pack"',
                "agent_regions": '["us-east-1"]',
            },
            (
                f"rules: they are {len(CATALOGUE) - len(NEEDED_PARAMETERS)}, and a conformance pack"
                ' has at most 130; deploy fewer, or choose rules_as = "rules"'
            ),
        ),
    ],
)
def test_what_no_agent_can_be_is_refused_with_what_to_do(
    tmp_path: Path, given: dict[str, str], line: str
) -> None:
    path = deployment(tmp_path, **given)
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    assert str(refused.value) == f"{path}: {line}"


@pytest.mark.parametrize(
    "given",
    [
        {**RECORDS, "recorder_role": '"service_linked"', "recorder_bucket_days": "3650"},
        {**RECORDS, "agent_regions": '["eu-central-2", "eu-central-1"]'},
        {**RECORDS, "agent_regions": '["eu-central-2"]', "rules": '["restricted-ssh"]'},
        {"rules": '["cloudfront-sni-enabled"]', "agent_regions": '["eu-west-1", "us-east-1"]'},
        {
            "rules": '["desired-instance-type"]',
            "rule_parameters": '{ desired-instance-type = { instanceType = "t4g.micro" } }',
        },
        {"rules": EVERY_RULE, "agent_regions": '["us-east-1"]'},
    ],
)
def test_what_can_be_deployed_is_taken(tmp_path: Path, given: dict[str, str]) -> None:
    assert read_settings(deployment(tmp_path, **given)).agent_regions


def test_the_parameters_that_are_needed_are_those_that_aws_gives_no_default() -> None:
    documented, needed = managed_rules(), dict[str, tuple[str, ...]]()
    for info in CATALOGUE.values():
        required = [
            each["Name"]
            for each in documented[info.identifier]["Parameters"]
            if not each.get("Optional") and not each.get("Default")
        ]
        if names := tuple(name for name in required if not info.parameters[name]):
            needed[info.name] = names
    assert needed == NEEDED_PARAMETERS
