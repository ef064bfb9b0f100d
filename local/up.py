"""Starting the local AWS with the product in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from local import locks, process
from local.aws import Account
from local.deploy import assembly, assets, boundaries, stacks, synth
from local.deploy.connect import (
    connect_interactions,
    connect_links,
    connect_slack,
    hasten_retries,
    warm,
)
from local.settings import AGENT_ACCOUNTS, CLOUD_ASSEMBLY, MASTER_ACCOUNT, REGION, STATE
from local.stack_file import PATH, StackFile

if TYPE_CHECKING:
    from local.process import Process
    from local.progress import Progress

FUNCTIONS = {
    "handle_config_events": "HandleConfigEventsFunctionName",
    "notify_violations": "NotifyViolationsFunctionName",
    "compliance_api": "ComplianceApiFunctionName",
    "daily_digest": "DailyDigestFunctionName",
    "reconcile": "ReconcileFunctionName",
    "write_exports": "WriteExportsFunctionName",
    "update_totals": "UpdateTotalsFunctionName",
    "slack_interactions": "SlackInteractionsFunctionName",  # with a bot only
}
TABLES = {
    "config_compliance": "ConfigComplianceTableName",
    "events": "EventsTableName",
    "notifications": "NotificationsTableName",
}
QUEUES = {
    "config_events": "ConfigEventsQueueUrl",
    "config_events_dlq": "ConfigEventsDlqUrl",
    "alert_dlq": "AlertDeadLettersUrl",
}


def running() -> StackFile | None:
    """Return where everything is if the local AWS is up and answers, or None."""
    started, file = process.recorded(), StackFile.read()
    if started is None or file is None or file.endpoint != started.endpoint:
        return None
    return file if started.answers() else None


def up(progress: Progress) -> StackFile:
    """Start the emulator and deploy; what is left of an earlier one that died is cleared away.

    One that another command has brought up meanwhile is taken as it is. Raises process.StartError,
    synth.SynthError or stacks.DeployError; nothing runs on after those.
    """
    with locks.alone(STATE / "up.lock"):
        if meanwhile := running():
            return meanwhile
        down()
        try:
            return _up(progress)
        except BaseException:
            down()
            raise


def down() -> bool:
    """Stop whatever runs and remove the file; returns whether there was anything to stop."""
    was_running = process.is_running()
    process.stop()
    PATH.unlink(missing_ok=True)
    return was_running


def _up(progress: Progress) -> StackFile:
    with ThreadPoolExecutor() as pool:
        starting = pool.submit(_start, progress)
        with progress.step("Synthesising the stacks") as step:
            step.result = "done" if synth.synthesise() else "nothing has changed"
        started = starting.result()
        everything = assembly.stacks(CLOUD_ASSEMBLY)
        masters = [stack for stack in everything if stack.account == MASTER_ACCOUNT]
        agents = [stack for stack in everything if stack.account != MASTER_ACCOUNT]
        outputs: dict[str, str] = {}
        for stack in masters:
            outputs |= _deploy(stack, started, progress)
        file = stack_file(started, outputs)
        master = Account(MASTER_ACCOUNT, REGION, started.endpoint)
        signing_secret = connect_slack(master, outputs["SlackSecretArn"], started.slack_url)
        connect_interactions(file, signing_secret)
        connect_links(file, master)
        hasten_retries(master, outputs["ConfigEventsQueueUrl"])
        warming = pool.submit(warm, file, master)
        for deploying in [pool.submit(_deploy, stack, started, progress) for stack in agents]:
            deploying.result()
        warming.result()
    file.write()
    return file


def _deploy(stack: assembly.Stack, started: Process, progress: Progress) -> dict[str, str]:
    with progress.step(f"Deploying {stack.name} to {stack.account}") as step:
        account = Account(stack.account, stack.region, started.endpoint)
        assets.bootstrap(stack, account)
        assets.upload(stack, account)
        boundaries.provide(stack, account)
        deployed = stacks.deploy(stack, account)
        step.result = deployed.done
    return deployed.outputs


def _start(progress: Progress) -> Process:
    with progress.step("Starting the emulator and the Slack stub") as step:
        started = process.start()
        step.result = f"{started.endpoint}, {started.slack_url}"
    return started


def stack_file(started: Process, outputs: dict[str, str]) -> StackFile:
    """Say where everything is, from the outputs of the stacks."""
    return StackFile(
        endpoint=started.endpoint,
        region=REGION,
        master_account=MASTER_ACCOUNT,
        agent_accounts=list(AGENT_ACCOUNTS),
        events_url=f"{started.endpoint}/_local/aws-events",
        api_url=f"{started.endpoint}/_aws/execute-api/{outputs['ComplianceApiId']}",
        slack_url=started.slack_url,
        tables={name: outputs[key] for name, key in TABLES.items()},
        queues={name: outputs[key] for name, key in QUEUES.items()},
        functions={name: outputs[key] for name, key in FUNCTIONS.items() if key in outputs},
    )
