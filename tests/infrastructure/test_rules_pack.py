"""The rules as a conformance pack: the same rules, recognised under the names that they get."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.domain.catalogue import CATALOGUE, DEFAULT_RULES
from shared.domain.rule_names import normalise
from stacks.settings_error import SettingsError
from tests.infrastructure.synthesis import (
    AGENTS,
    REGION,
    Template,
    settings,
    synthesise_agents,
)

SUFFIX = "-conformance-pack-6cruwvtg2"
LONGEST_NAME_OF_A_RULE = 128


def pack(template: Template) -> dict[str, Any]:
    (found,) = template.all("AWS::Config::ConformancePack").values()
    return found


def rules_of(template: Template) -> list[dict[str, Any]]:
    resources = yaml.safe_load(pack(template)["Properties"]["TemplateBody"])["Resources"]
    assert {resource["Type"] for resource in resources.values()} == {"AWS::Config::ConfigRule"}
    return [resource["Properties"] for resource in resources.values()]


def test_the_pack_holds_the_rules_that_would_else_stand_alone(
    packed: dict[str, Template], agent_by_default: Template
) -> None:
    alone = [
        item["Properties"] for item in agent_by_default.all("AWS::Config::ConfigRule").values()
    ]
    assert [rule["ConfigRuleName"] for rule in rules_of(packed[REGION])] == list(DEFAULT_RULES)
    assert not packed[REGION].all("AWS::Config::ConfigRule")
    own = {"maxAccessKeyAge": "30"}
    for rule, other in zip(rules_of(packed[REGION]), alone, strict=True):
        given = {"InputParameters": own} if rule["ConfigRuleName"] == "access-keys-rotated" else {}
        assert rule == other | given


def test_names_are_those_of_the_catalogue_whatever_config_puts_behind_them() -> None:
    for name in CATALOGUE:
        assert normalise(name + SUFFIX) == normalise(name)
        assert len(name + SUFFIX) <= LONGEST_NAME_OF_A_RULE


def test_the_pack_waits_for_recorder_channel_and_forwarding(packed: dict[str, Template]) -> None:
    template = packed[REGION]
    first = {
        *template.all("AWS::Config::ConfigurationRecorder"),
        *template.all("AWS::Config::DeliveryChannel"),
        *(name for name in template.all("AWS::Events::Rule") if "Compliance" in name),
    }
    assert set(pack(template)["DependsOn"]) == first


def test_without_a_rule_there_is_no_pack(tmp_path: Path) -> None:
    chosen = settings(agent_accounts=AGENTS[:1], rules=(), rules_as="conformance_pack")
    (template,) = synthesise_agents(chosen, tmp_path).values()
    assert not template.all("AWS::Config::ConformancePack")


def test_rules_that_are_more_than_a_pack_takes_are_refused_with_what_to_do(tmp_path: Path) -> None:
    chosen = settings(
        agent_accounts=AGENTS[:1],
        rules=("approved-amis-by-id",),
        rule_parameters={"approved-amis-by-id": {"amiIds": ",".join(["ami-0123456789"] * 3500)}},
        rules_as="conformance_pack",
    )
    with pytest.raises(SettingsError, match=r'AWS Config takes 51200.*rules_as = "rules"'):
        synthesise_agents(chosen, tmp_path)
