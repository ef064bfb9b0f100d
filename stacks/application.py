"""Composing the app: which stacks exist, in which accounts and regions."""

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aws_cdk import App, CfnOutput, DefaultStackSynthesizer, Environment, Stack, Validations
from aws_cdk import aws_lambda as lambda_
from cdk_nag import AwsSolutionsChecks

from stacks import names
from stacks.agent_stack import AgentStack
from stacks.constructs.runtime import Runtime
from stacks.master_stack import MasterStack
from stacks.regional_template import regional_template
from stacks.rollout_stack import RolloutStack
from stacks.setting_warnings import setting_warnings
from stacks.settings import DeploymentSettings
from stacks.version import version

_LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[1]


def application(outdir: Path | None = None) -> App:
    """Return an app that cdk-nag checks, with the context of cdk.json.

    The CDK's command line is not needed for it. Where there is one, what it is given
    (`-c name=value`) comes by `CDK_CONTEXT_JSON` and wins.
    """
    app = _app(str(outdir or os.environ.get("CDK_OUTDIR", ROOT / "cdk.out")))
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return app


def _app(outdir: str) -> App:
    return App(
        context=json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"],
        outdir=outdir,
        analytics_reporting=False,
        tree_metadata=False,
        # cfn-lint says what the CDK's own validation would, outside of every synth.
        builtin_cloud_formation_validation=False,
    )


def add_stacks(app: App, settings: DeploymentSettings, code: Callable[[str], lambda_.Code]) -> None:
    """Add the master's stack, those of the agents and what rolls them out; log warnings."""
    for warning in setting_warnings(settings):
        _LOG.warning("warning: %s", warning)
    master = MasterStack(
        app,
        "ConfigMonitoringMaster",
        runtime=Runtime(settings=settings, code=code),
        env=Environment(account=settings.master_account, region=settings.master_region),
        description="config-monitoring: state, history, alerts and API of all watched accounts.",
        termination_protection=True,
    )
    add_agents(app, settings)
    if settings.rollout is not None:
        rollout = RolloutStack(
            app,
            "ConfigMonitoringRollout",
            rollout=settings.rollout,
            regions=settings.agent_regions,
            template=regional_template(agent_templates(settings)),
            env=Environment(account=settings.master_account, region=settings.master_region),
            description="config-monitoring: the agents of an organisation's accounts.",
            # With it would go the agents of all accounts.
            termination_protection=True,
        )
        rollout.add_stack_dependency(master)
    _say_version(app)


def agent_templates(settings: DeploymentSettings) -> dict[str, dict[str, Any]]:
    """Return what the stacks of an organisation's agents deploy, by region."""
    with TemporaryDirectory() as folder:
        app = _app(folder)
        add_agents(app, settings)
        _say_version(app)
        return {stack.environment.region: stack.template for stack in app.synth().stacks}


def add_agents(app: App, settings: DeploymentSettings) -> None:
    """Add one stack for each agent account and region.

    Without listed accounts (an organisation decides) there is one for each region, for any account.
    """
    for account in settings.agent_accounts or (None,):
        for region in settings.agent_regions:
            AgentStack(
                app,
                "-".join([names.AGENT_STACK, *filter(None, [account, region])]),
                settings=settings,
                stack_name=names.AGENT_STACK,
                env=Environment(account=account, region=region),
                # No assets: the template can be deployed where nothing was bootstrapped.
                synthesizer=DefaultStackSynthesizer(generate_bootstrap_version_rule=False),
                description="config-monitoring: rules of AWS Config and the way to the master.",
            )


def _say_version(app: App) -> None:
    for stack in app.node.children:
        if isinstance(stack, Stack):
            CfnOutput(stack, "Version", value=version(), description="What is deployed.")
