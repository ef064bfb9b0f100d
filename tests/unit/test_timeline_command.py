"""The command in an alert shows the resource that the alert is about, and does nothing else."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.slack_commands import timeline_code, timeline_text
from shared.domain.observations import StateKey
from shared.domain.timeline_command import timeline_command
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
    for shown in (timeline_text(key), timeline_code(key)):
        if not shown:
            continue
        words = pasted(shown)
        assert words[:4] == ["python", "-m", "tools.api", "timeline"]
        asked = parser().parse_args(words[3:])
        found = (asked.account, asked.resource_type, asked.resource_id)
        assert found == (account, resource_type, resource_id)


@pytest.mark.parametrize("name", ["x`; touch y; `", "two  spaces", "a\nb", "\u202egnp", "x" * 3000])
def test_what_would_not_be_shown_as_it_is_has_no_command(name: str) -> None:
    assert timeline_text(state("222222222222", "t", name)) == ""
    assert timeline_code(state("222222222222", "t", name)) == ""
