"""ComplianceApi in this process, with its own handler, asking the stand-in for DynamoDB."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.http_request import http_request
from benchmarks.in_process import CONTEXT, environment
from benchmarks.organisation.made import TABLES
from benchmarks.organisation.story import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OK = 200
WHO = SimpleNamespace(**vars(CONTEXT) | {"function_name": "compliance-api"})


class Api:
    """The function, started."""

    def __init__(self, handler: Callable[[dict[str, Any], Any], dict[str, Any]]) -> None:
        self._handler = handler

    def ask(self, path: str, parameters: dict[str, str]) -> float:
        """Ask, and return how many seconds the handler took. It has to be answered."""
        event = http_request(path, urlencode(parameters))
        start = time.perf_counter()
        answer = self._handler(event, WHO)
        took = time.perf_counter() - start
        if answer["statusCode"] != OK:
            raise RuntimeError(f"{path} with {parameters} is answered {answer}")
        return took


@contextlib.contextmanager
def api_on(endpoint: str, variables: dict[str, str]) -> Iterator[Api]:
    """Start the function on what answers at an endpoint, on the day of the organisation."""
    told = {
        **variables,
        "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
        "EVENTS_TABLE": TABLES.events,
        "NOTIFICATIONS_TABLE": TABLES.notifications,
        "AWS_ENDPOINT_URL": endpoint,
    }
    with environment(told), Path(os.devnull).open("w") as nowhere:
        # Only now: what they import reads the environment.
        from lambdas.compliance_api import bootstrap, handler  # noqa: PLC0415
        from shared.observability import logger  # noqa: PLC0415

        for made in vars(bootstrap).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()
        bootstrap.now = lambda: NOW
        handlers: list[Any] = logger.handlers
        streams = [(each, each.setStream(nowhere)) for each in handlers]
        with contextlib.redirect_stdout(nowhere):
            yield Api(handler.handler)
        for each, stream in streams:
            each.setStream(stream)
