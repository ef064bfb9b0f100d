"""Takes what the functions print, their logs and their metrics, and shows none of it."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.metered.meter import Meter


class _Ear(io.TextIOBase):
    """Text that a function prints, whoever runs in the thread."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def write(self, text: str) -> int:
        if text.strip() and self._meter.bill is not None:
            self._meter.bill.hear(text)
        return len(text)


@contextlib.contextmanager
def listening(meter: Meter) -> Iterator[None]:
    """Count what is printed meanwhile."""
    from shared.observability import logger  # noqa: PLC0415 - it reads the environment

    ear: Any = _Ear(meter)
    handlers: list[Any] = logger.handlers
    streams = [(each, each.setStream(ear)) for each in handlers]
    with contextlib.redirect_stdout(ear):
        yield
    for each, stream in streams:
        each.setStream(stream)
