"""What the logger writes, as it stands in the log: a JSON object in each line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from logging import StreamHandler
from typing import Any

from shared.observability import logger

type Line = dict[str, Any]


class Logged:
    """What was written since it was asked last."""

    def __init__(self) -> None:
        self.stream = StringIO()

    def lines(self) -> list[Line]:
        written = self.stream.getvalue().splitlines()
        self.stream.seek(0)
        self.stream.truncate()
        return [json.loads(line) for line in written]

    def of_event(self, name: str) -> list[Line]:
        """Return what Logs Insights finds with `filter event_id = name`."""
        return [line for line in self.lines() if line.get("event_id") == name]


@contextmanager
def logged() -> Iterator[Logged]:
    """Have the logger write to the test instead of to where the process began to."""
    kept = Logged()
    handler = logger.registered_handler
    assert isinstance(handler, StreamHandler)
    before = handler.setStream(kept.stream)
    yield kept
    handler.setStream(before or kept.stream)
