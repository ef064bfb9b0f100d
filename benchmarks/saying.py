"""What a long measurement says meanwhile: one line of the terminal, or a few of a log."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY_SECONDS = 20


class _Saying:
    """Says on a line that is overwritten, or in a log now and then."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._status = self._console.status("")
        self._said = time.monotonic()

    @contextmanager
    def shown(self, text: str) -> Iterator[None]:
        self._status.update(text)
        with self._status:
            yield

    def say(self, text: str) -> None:
        self._status.update(text)
        if not self._console.is_terminal and time.monotonic() - self._said > EVERY_SECONDS:
            self._said = time.monotonic()
            self._console.print(f"  {text}")


_SAYING = _Saying()
shown, say = _SAYING.shown, _SAYING.say
