"""The commands in alerts ask for what the alerts are about, and do nothing else."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.slack_commands import command_code, command_text
from shared.domain.api_commands import events_command, timeline_command, violations_command
from shared.domain.observations import StateKey
from shared.domain.rule_names import normalise
from tests.builders.hostile_text import hostile
from tools.api.arguments import parser

ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
SHELL = st.text("'\"`$(){};|&<>\\ \t\n!#~*-=aé", max_size=30)


def state(account: str, resource_type: str, resource_id: str) -> StateKey:
    return StateKey(account, "eu-central-1", "a-rule", resource_type, resource_id)


def pasted(shown: str) -> list[str]:
    """Return the words that a shell reads of what Slack shows."""
    for entity, character in sorted(ENTITIES.items(), reverse=True):
        shown = shown.replace(entity, character)
    return shlex.split(shown.strip("`"))


def test_it_asks_for_the_timeline_of_the_resource() -> None:
    command = timeline_command(state("222222222222", "AWS::EC2::SecurityGroup", "sg-1"))
    assert command == (
        "python -m tools.api timeline --account=222222222222"
        " --resource-type=AWS::EC2::SecurityGroup --resource-id=sg-1"
    )


@given(SHELL | hostile, SHELL | hostile, SHELL | hostile)
def test_whatever_is_pasted_names_the_resource_and_nothing_else(
    account: str, resource_type: str, resource_id: str
) -> None:
    key = state(account, resource_type, resource_id)
    command = timeline_command(key)
    for shown in (command_text(command), command_code(command)):
        if not shown:
            continue
        words = pasted(shown)
        assert words[:4] == ["python", "-m", "tools.api", "timeline"]
        asked = parser().parse_args(words[3:])
        found = (asked.account, asked.resource_type, asked.resource_id)
        assert found == (account, resource_type, resource_id)


def test_all_variants_of_a_rule_are_listed() -> None:
    rule = "securityhub-restricted-ssh-0a1b2c3d"
    assert violations_command(account="222222222222", rule_name=rule) == (
        "python -m tools.api violations --account=222222222222 --rule-name=restricted-ssh"
    )
    assert events_command(account="222222222222", rule_name=rule) == (
        "python -m tools.api events --account=222222222222 --rule-name=restricted-ssh"
    )
    assert violations_command(order="newest") == "python -m tools.api violations --order=newest"


@given(SHELL | hostile, SHELL | hostile)
def test_whatever_is_pasted_lists_that_rule_in_that_account_and_nothing_else(
    account: str, rule_name: str
) -> None:
    for command in (
        violations_command(account=account, rule_name=rule_name),
        events_command(account=account, rule_name=rule_name),
    ):
        for shown in (command_text(command), command_code(command)):
            if not shown:
                continue
            asked = parser().parse_args(pasted(shown)[3:])
            assert (asked.account, asked.rule_name) == (account, normalise(rule_name))


@pytest.mark.parametrize("name", ["x`; touch y; `", "two  spaces", "a\nb", "\u202egnp", "x" * 3000])
def test_what_would_not_be_shown_as_it_is_has_no_command(name: str) -> None:
    for command in (
        timeline_command(state("222222222222", "t", name)),
        violations_command(account=name, rule_name="a-rule"),
        events_command(account="222222222222", rule_name=name),
    ):
        assert command_text(command) == ""
        assert command_code(command) == ""
