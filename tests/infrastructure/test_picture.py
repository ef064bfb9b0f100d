"""The pictures in docs/architecture.md show what the templates have."""

from typing import Any

import pytest

from stacks.picture.drawing import DOCUMENT, pictures, redrawn
from stacks.picture.edges import doing
from stacks.picture.mermaid import flow
from tests.infrastructure.synthesis import Template


def test_the_document_shows_what_the_templates_have(of_a_bot: dict[str, Template]) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    drawn = pictures({name: template.body for name, template in of_a_bot.items()})
    assert document == redrawn(document, drawn), "`make picture` draws it anew"


def function(statement: dict[str, Any]) -> dict[str, Any]:
    """Return a template with one function that may do what a statement says."""
    policy = {"Roles": [{"Ref": "Role"}], "PolicyDocument": {"Statement": [statement]}}
    role = {"Role": {"Fn::GetAtt": ["Role", "Arn"]}}
    return {
        "Resources": {
            "TellFunction12345678": {"Type": "AWS::Lambda::Function", "Properties": role},
            "Policy": {"Type": "AWS::IAM::Policy", "Properties": policy},
        }
    }


@pytest.mark.parametrize(
    ("action", "word"),
    [
        (["dynamodb:Query", "dynamodb:PutItem"], "reads, writes"),
        ("sqs:SendMessage", "sends"),
        (["dynamodb:GetRecords", "dynamodb:GetItem"], "reads"),
        ("ses:Blink", "ses:Blink"),
    ],
)
def test_what_a_role_allows_is_said_in_a_word_and_what_is_new_for_itself(
    action: Any, word: str
) -> None:
    statement = {"Action": action, "Resource": {"Fn::Join": ["", [{"Ref": "Thing0A1B2C3D"}, "/*"]]}}
    assert list(doing(function(statement))) == [("TellFunction", "Thing", word, False)]


def test_a_rule_of_an_agent_leads_to_the_master_s_bus_only_if_its_target_is_that() -> None:
    bus = {"Fn::Join": ["", ["arn:", {"Ref": "P"}, ":events:x:1:event-bus/config-monitoring"]]}
    targets = [{"Arn": bus}, {"Arn": "arn:aws:sqs:x:1:elsewhere"}]
    rule = {"Type": "AWS::Events::Rule", "Properties": {"Targets": targets}}
    master = {"Resources": {"EventIntakeBus0A1B2C3D": {"Type": "AWS::Events::EventBus"}}}
    drawn = flow({"Resources": {"EventForwardingAll": rule}}, master)
    assert drawn.count("-->") == 1
    assert "AgentDefaultBus -->|All| EventIntakeBus" in drawn


def test_a_document_without_a_place_for_a_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the picture 'flow'"):
        redrawn("# Architecture\n", {"flow": "..."})
