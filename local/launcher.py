"""The process of the local AWS: the emulator and the Slack stub, until a signal ends it.

Started by `local.process`, which prepares its environment: MiniStack reads its settings from
environment variables when it is imported.
"""

import argparse
import asyncio
import logging

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.core import lambda_runtime

from local.emulator import (
    access_logs,
    alarms,
    batch_permissions,
    cloudformation_aggregators,
    cloudformation_config,
    cloudformation_events,
    cloudformation_imports,
    cloudformation_roles,
    cloudformation_secrets,
    cloudformation_tables,
    config_aggregator,
    cross_account_bus,
    lambda_errors,
    lambda_python,
    lambda_workers,
    leading_keys,
    log_insights,
    queue_batches,
    stream_polling,
    transactions,
)
from local.emulator.application import Application
from local.ports import HOST
from local.slack.channels import AS_SLACK
from local.slack.server import SlackStub

ADDITIONS = (
    access_logs,
    alarms,
    batch_permissions,
    cloudformation_aggregators,
    cloudformation_config,
    cloudformation_events,
    cloudformation_roles,
    cloudformation_secrets,
    cloudformation_tables,
    cloudformation_imports,  # to the handlers that those before have put there
    config_aggregator,
    cross_account_bus,
    lambda_errors,
    lambda_python,
    lambda_workers,
    leading_keys,
    log_insights,
    queue_batches,
    stream_polling,
    transactions,
)


def main() -> None:
    """Serve until a signal comes, then end the Lambda workers."""
    parser = argparse.ArgumentParser(prog="local.launcher")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--slack-port", type=int, required=True)
    parser.add_argument("--instance", required=True)
    arguments = parser.parse_args()
    for addition in ADDITIONS:
        addition.install()
    SlackStub(arguments.slack_port, AS_SLACK).start()
    logging.getLogger("events").setLevel(logging.WARNING)  # it writes a line for each delivery
    config = Config()
    config.bind, config.loglevel = [f"{HOST}:{arguments.port}"], "WARNING"
    asyncio.run(serve(Application(arguments.instance), config))  # type: ignore[arg-type]  # ASGI types
    lambda_runtime.reset()


if __name__ == "__main__":
    main()
