"""What the stub remembers: the messages that came, and the answers it was told to give next."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One answer to give instead of the usual one; times are in seconds.

    `reset` breaks the connection off without an answer, and the message is not taken; with a
    `delay` that is longer than the sender waits, it is a message that is never answered.
    """

    status: int | None = None
    retry_after: int | None = None
    delay: float = 0
    reset: bool = False


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request; `status` is None when the connection was closed without an answer."""

    received_at: str
    method: str
    target: str
    payload: Any
    status: int | None


class Record:
    """Messages and faults, shared by the threads of the server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: list[Received] = []
        self._faults: deque[Fault] = deque()

    def add(self, message: Received) -> None:
        """Remember a message."""
        with self._lock:
            self._messages.append(message)

    def messages(self) -> list[Received]:
        """Return the messages in the order in which they came."""
        with self._lock:
            return sorted(self._messages, key=lambda message: message.received_at)

    def listing(self) -> list[dict[str, Any]]:
        """Return the messages as they are told to tests and tools."""
        return [asdict(message) for message in self.messages()]

    def clear(self) -> None:
        """Forget the messages."""
        with self._lock:
            self._messages.clear()

    def set_faults(self, faults: list[Fault]) -> None:
        """Replace the list of answers to give next."""
        with self._lock:
            self._faults = deque(faults)

    def next_fault(self) -> Fault:
        """Take the next fault off the list; one that changes nothing when the list is empty."""
        with self._lock:
            return self._faults.popleft() if self._faults else Fault()


def read_faults(content: object) -> list[Fault]:
    """Understand a list of faults; raises ValueError or TypeError, saying what is wrong."""
    if not isinstance(content, list):
        raise TypeError("the body must be a JSON list of faults")
    return [_read_fault(item) for item in content]


def _read_fault(item: object) -> Fault:
    try:
        return Fault(**item)  # type: ignore[arg-type]  # a wrong type is what is caught here
    except TypeError:
        known = "status, retry_after, delay, reset"
        raise ValueError(f"{item!r} is no fault: an object with some of {known}") from None
