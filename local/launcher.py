"""The process of the local AWS: the emulator and the Slack stub, until a signal ends it.

Started by `local.process`, which prepares its environment: MiniStack reads its settings from
environment variables when it is imported.
"""

import argparse
import asyncio
import signal

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.core import lambda_runtime

from local.emulator import (
    cloudformation_config,
    cloudformation_events,
    cloudformation_secrets,
    cloudformation_tables,
    cross_account_bus,
    lambda_python,
    queue_batches,
    stream_polling,
)
from local.emulator.application import Application
from local.slack.server import SlackStub

ADDITIONS = (
    cloudformation_config,
    cloudformation_events,
    cloudformation_secrets,
    cloudformation_tables,
    cross_account_bus,
    lambda_python,
    queue_batches,
    stream_polling,
)


def main() -> None:
    """Serve until SIGTERM or SIGINT, then end the Lambda workers."""
    parser = argparse.ArgumentParser(prog="local.launcher")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--slack-port", type=int, required=True)
    parser.add_argument("--instance", required=True)
    arguments = parser.parse_args()
    for addition in ADDITIONS:
        addition.install()
    SlackStub(arguments.slack_port).start()
    asyncio.run(run(arguments.port, arguments.instance))
    lambda_runtime.reset()


async def run(port: int, instance: str) -> None:
    """Serve the emulator until a signal asks to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    config = Config()
    config.bind, config.loglevel = [f"127.0.0.1:{port}"], "WARNING"
    await serve(Application(instance), config, shutdown_trigger=stop.wait)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
