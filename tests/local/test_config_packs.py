# ruff: noqa: SLF001 - the emulator has no public extension points
"""Conformance packs on the local AWS: rules with other names, made and taken away together."""

import json
from collections.abc import Iterator

import pytest
from ministack.core.responses import request_scope
from ministack.services import config

from local.emulator.cloudformation_config import create_pack, delete_pack, update_pack
from tests.builders.config_source import AGENT, REGION


def pack(*rules: str) -> dict[str, str]:
    source = {"Owner": "AWS", "SourceIdentifier": "INCOMING_SSH_DISABLED"}
    resources = {
        rule.title().replace("-", ""): {
            "Type": "AWS::Config::ConfigRule",
            "Properties": {"ConfigRuleName": rule, "Source": source},
        }
        for rule in rules
    }
    body = json.dumps({"Resources": resources})
    return {"ConformancePackName": "config-monitoring", "TemplateBody": body}


def plain_names() -> list[str]:
    return sorted(name.rpartition("-conformance-pack-")[0] for name in config._config_rules)


@pytest.fixture
def recording() -> Iterator[None]:
    with request_scope(AGENT, REGION):
        config._recorders["default"] = {"name": "default"}
        yield
        config._recorders.pop("default")
        for name in list(config._config_rules):
            config._config_rules.pop(name)


@pytest.mark.usefixtures("recording")
def test_a_pack_makes_changes_and_takes_away_its_rules() -> None:
    first, second = pack("one", "two"), pack("two", "three")
    name, _ = create_pack("Pack", first, "agent")
    assert plain_names() == ["one", "two"]
    assert update_pack(name, first, second, "agent") == (name, {})
    assert plain_names() == ["three", "two"]
    delete_pack(name, second)
    assert not plain_names()


@pytest.mark.usefixtures("recording")
def test_a_pack_of_too_many_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        create_pack("Pack", pack(*(f"rule-{number}" for number in range(131))), "agent")
    assert not plain_names()


def test_a_pack_is_refused_where_nothing_records() -> None:
    with (
        request_scope(AGENT, REGION),
        pytest.raises(ValueError, match="NoAvailableConfigurationRecorder"),
    ):
        create_pack("Pack", pack("one"), "agent")
