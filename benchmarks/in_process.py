"""HandleConfigEvents in this process, with its own handler, client and settings."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_dynamodb.client import DynamoDBClient

CONTEXT = SimpleNamespace(
    function_name="handle-config-events",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:aws:lambda:eu-central-1:111111111111:function:handle-config-events",
    aws_request_id="request-1",
    tenant_id=None,
)


@dataclass(frozen=True)
class InProcess:
    """The function, started but not yet invoked."""

    client: DynamoDBClient
    handler: Callable[[dict[str, Any], Any], dict[str, Any]]

    def invoke(self, event: dict[str, Any]) -> None:
        """Give it a batch, all of which it has to record."""
        answer = self.handler(event, CONTEXT)
        if answer["batchItemFailures"]:
            raise RuntimeError(f"not recorded: {answer}")


@contextlib.contextmanager
def started(variables: dict[str, str]) -> Iterator[InProcess]:
    """Start the function with an environment; what it logs meanwhile is written to nowhere."""
    with environment(variables), Path(os.devnull).open("w") as nowhere:
        # Only now: what they import reads the environment.
        from lambdas.handle_config_events import bootstrap, handler  # noqa: PLC0415
        from shared.observability import logger  # noqa: PLC0415

        for made in vars(bootstrap).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()
        handlers: list[Any] = logger.handlers
        streams = [(each, each.setStream(nowhere)) for each in handlers]
        with contextlib.redirect_stdout(nowhere):
            yield InProcess(bootstrap.dynamodb(), handler.handler)
        for each, stream in streams:
            each.setStream(stream)


@contextlib.contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """Let this process have more environment variables for a while."""
    before = dict(os.environ)
    os.environ |= variables
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before
