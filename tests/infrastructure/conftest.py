"""The templates that tests look at: what one deployment can show is synthesised once in a run.

A deployment takes most of a second, and a look at it nothing: settings that leave each other alone
share one (`alone`, `all_parts`, `organisation`), and the workers of one run share all of them.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from shared.domain.catalogue import DEFAULT_RULES
from stacks.rollout_settings import Rollout
from stacks.routing_settings import ChannelSettings, RouteSettings
from stacks.settings import DeploymentSettings, Team
from tests.infrastructure.synthesis import (
    AGENTS,
    MASTER,
    REGION,
    Template,
    settings,
    synthesise_agents,
    synthesise_once,
    templates_in,
)

type Assembled = Callable[[DeploymentSettings], Path]
type Synthesised = Callable[[DeploymentSettings], dict[str, Template]]

MASTER_STACK = "ConfigMonitoringMaster"


# By their fixtures, in the order in which tests of them are run.
DEPLOYMENTS = (
    *(
        "assembly",
        "agent_by_default",
        "packed",
        "organisation",
        "itself",
        "everything",
        "alone",
    ),
    *("routed_stacks", "keyed", "of_a_bot", "templates"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run tests of one deployment side by side, before those that need none.

    Workers begin at different places, so that they seldom wait for the same deployment.
    """
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    wanted = [name in getattr(item, "fixturenames", ()) for name in DEPLOYMENTS]
    return wanted.index(True) if any(wanted) else len(wanted)


@pytest.fixture(scope="session")
def assembled(tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    """Return what writes the assembly of a deployment, once in this run of the tests."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of all workers
    return lambda chosen: synthesise_once(chosen, folder)


@pytest.fixture(scope="session")
def synthesised(assembled: Assembled) -> Synthesised:
    return lambda chosen: templates_in(assembled(chosen))


@pytest.fixture(scope="session")
def templates(synthesised: Synthesised) -> dict[str, Template]:
    return synthesised(settings())


@pytest.fixture(scope="session")
def master(templates: dict[str, Template]) -> Template:
    return templates[MASTER_STACK]


@pytest.fixture(scope="session")
def agent(templates: dict[str, Template]) -> Template:
    return templates[f"ConfigMonitoringAgent-{AGENTS[0]}-{REGION}"]


@pytest.fixture(scope="session")
def agent_by_default(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """An agent with the rules of a deployment that names none."""
    rules = DeploymentSettings.model_fields["rules"].get_default()
    chosen = settings(agent_accounts=AGENTS[:1], rules=rules)
    return synthesise_agents(chosen, tmp_path_factory.mktemp("by-default"))[REGION]


@pytest.fixture(scope="session")
def assembly(assembled: Assembled) -> Path:
    """An organisation, in two regions, whose accounts get their agents by a StackSet."""
    chosen = settings(
        organisation_id="o-a1b2c3d4e5",
        agent_accounts=(),
        agent_regions=(REGION, "us-east-1"),
        manages_recorder=True,
        permissions_boundary="boundaries/workloads",
        forward_configuration_items="none",
        rules=("restricted-common-ports", "access-keys-rotated", "restricted-ssh"),
        rule_parameters={"access-keys-rotated": {"maxAccessKeyAge": 30}},
        rollout=Rollout(
            organisational_units=("ou-ab12-cdefgh34", "ou-ab12-zyxwvu98"),
            failure_tolerance_percent=5,
            concurrency_percent=20,
            call_as="delegated_admin",
        ),
    )
    return assembled(chosen)


@pytest.fixture(scope="session")
def organisation(assembly: Path) -> dict[str, Template]:
    return templates_in(assembly)


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """Agents of one account in two regions that record by the service's role, rules in a pack."""
    chosen = settings(
        agent_accounts=AGENTS[:1],
        agent_regions=(REGION, "us-east-1"),
        manages_recorder=True,
        recorder_role="service_linked",
        recorder_bucket_days=30,
        rules=DEFAULT_RULES,
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
def of_a_bot(synthesised: Synthesised) -> dict[str, Template]:
    return synthesised(settings(**BOT))


@pytest.fixture(scope="session")
def bot(of_a_bot: dict[str, Template]) -> Template:
    return of_a_bot[MASTER_STACK]


@pytest.fixture(scope="session")
def keyed(synthesised: Synthesised) -> dict[str, Template]:
    """The deployment with a bot, encrypted with a key of the customer's own."""
    return synthesised(settings(**BOT, customer_managed_key=True))


@pytest.fixture(scope="session")
def route() -> RouteSettings:
    return RouteSettings(
        name="one",
        channel="pay",
        organisational_units=("Production",),
        tags={"team": ("payments",)},
    )


@pytest.fixture(scope="session")
def alone(synthesised: Synthesised) -> Template:
    """The master with a value of each setting that stands alone, other than its default."""
    chosen = settings(
        api_authorisation="jwt",
        api_jwt_issuer="https://login.example.com/tenant",
        api_jwt_audience=("config-monitoring",),
        api_scope_claim="custom:accounts",
        dashboard=False,
        digest_hour=6,
        digest_time_zone="Europe/Berlin",
        grouping_window_seconds=900,
        history_annotations=False,
        link_days=3,
        log_level="DEBUG",
        masked_in_logs=("resource_id", "user"),
        reconcile_hours=166,
        retention_days=30,
        slack_channel="C0123456789",
        slack_message_interval_seconds=0.5,
        slack_mode="bot",
        slack_secret_seconds=60,
        tracing=True,
        weekly_digest=False,
        agent_accounts=AGENTS[:1],
        agent_regions=(REGION, "us-east-1"),
    )
    return synthesised(chosen)[MASTER_STACK]


HEARERS = ("operations@example.com", "https://pager.example.com/key")
UNIT = RouteSettings(name="one", channel="default", organisational_units=("Production",))
RUNBOOK_URL = "https://git.example.com/operations.md"


@pytest.fixture(scope="session")
def all_parts(synthesised: Synthesised, route: RouteSettings) -> dict[str, Template]:
    """Each part that settings add, but for a key; an organisation with listed accounts."""
    chosen = settings(
        organisation_id="o-a1b2c3d4e5",
        channels={"pay": ChannelSettings(secret_name="slack-pay")},
        digest_hour=6,
        digest_time_zone="Europe/Berlin",
        manages_recorder=True,
        operations_subscribers=HEARERS,
        permissions_boundary="boundaries/workloads",
        role_path="/team/monitoring/",
        routes=(route,),
        runbook_url=RUNBOOK_URL,
        slack_channel="C0123456789",
        slack_mode="bot",
        teams={
            "payments": Team(accounts=AGENTS, digest=True),
            "quiet": Team(accounts=AGENTS[:1]),
        },
        tracing=True,
    )
    return synthesised(chosen)


@pytest.fixture(scope="session")
def everything(all_parts: dict[str, Template]) -> Template:
    return all_parts[MASTER_STACK]


@pytest.fixture(scope="session")
def itself(synthesised: Synthesised) -> dict[str, Template]:
    """The master account among its agents: it names units itself, AWS's policy bounds roles.

    Its API shows its description to people, and starts from a snapshot.
    """
    chosen = settings(
        agent_accounts=(MASTER, AGENTS[0]),
        api_docs=True,
        api_scope_roles={"Payments": ("222222222222",)},
        api_snap_start=True,
        permissions_boundary="arn:aws:iam::aws:policy/PowerUserAccess",
        role_path="/team/monitoring/",
        organisational_units={"Production": ()},
        routes=(UNIT,),
    )
    return synthesised(chosen)
