"""The templates that most tests look at, synthesised once."""

from collections.abc import Mapping
from typing import Any

import pytest

from stacks.routing_settings import ChannelSettings, RouteSettings
from tests.infrastructure.synthesis import (
    AGENTS,
    REGION,
    Template,
    settings,
    synthesise,
    synthesise_agents,
)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    return synthesise(settings(), tmp_path_factory.mktemp("listed"))


@pytest.fixture(scope="session")
def master(templates: dict[str, Template]) -> Template:
    return templates["ConfigMonitoringMaster"]


@pytest.fixture(scope="session")
def agent(templates: dict[str, Template]) -> Template:
    return templates[f"ConfigMonitoringAgent-{AGENTS[0]}-{REGION}"]


@pytest.fixture(scope="session")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    chosen = settings(
        organisation_id="o-a1b2c3d4e5",
        agent_accounts=(),
        agent_regions=(REGION, "us-east-1"),
        manages_recorder=True,
        forward_configuration_items="none",
        rules=("restricted-common-ports", "access-keys-rotated", "restricted-ssh"),
        rule_parameters={"access-keys-rotated": {"maxAccessKeyAge": 30}},
    )
    return synthesise(chosen, tmp_path_factory.mktemp("organisation"))


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """Agents of one account in two regions that record by the service's role, rules in a pack."""
    chosen = settings(
        agent_accounts=AGENTS[:1],
        agent_regions=(REGION, "us-east-1"),
        manages_recorder=True,
        recorder_role="service_linked",
        recorder_bucket_days=30,
        rules_as="conformance_pack",
        rule_parameters={"access-keys-rotated": {"maxAccessKeyAge": 30}},
    )
    return synthesise_agents(chosen, tmp_path_factory.mktemp("packed"))


BOT: Mapping[str, Any] = {
    "slack_mode": "bot",
    "slack_channel": "C0123456789",
    "slack_muters": ("U0ADA", "S0ONCALL"),
    "most_mute_days": 9,
}


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Template:
    made = synthesise(settings(**BOT), tmp_path_factory.mktemp("bot"))
    return made["ConfigMonitoringMaster"]


@pytest.fixture(scope="session")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """The deployment with a bot, encrypted with a key of the customer's own."""
    chosen = settings(**BOT, customer_managed_key=True)
    return synthesise(chosen, tmp_path_factory.mktemp("keyed"))


@pytest.fixture(scope="session")
def route() -> RouteSettings:
    return RouteSettings(
        name="one",
        channel="pay",
        organisational_units=("Production",),
        tags={"team": ("payments",)},
    )


@pytest.fixture(scope="session")
def routed(tmp_path_factory: pytest.TempPathFactory, route: RouteSettings) -> Template:
    chosen = settings(
        organisation_id="o-a1b2c3d4e5",
        tracing=True,
        rules=(),
        channels={"pay": ChannelSettings(secret_name="slack-pay")},
        routes=(route,),
    )
    return synthesise(chosen, tmp_path_factory.mktemp("routed"))["ConfigMonitoringMaster"]
