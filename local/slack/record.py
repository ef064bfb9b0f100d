"""What the stub remembers: the messages that came, and the answers it was told to give next."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

BROADCAST = "reply_broadcast"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One answer to give instead of the usual one; times are in seconds.

    `reset` breaks the connection off without an answer, and the message is not taken; with a
    `delay` that is longer than the sender waits, it is a message that is never answered. `error`
    is Slack's word for what is wrong: the Web API says it with status 200.
    """

    status: int | None = None
    retry_after: int | None = None
    delay: float = 0
    reset: bool = False
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a message showed until it was changed."""

    edited_at: str
    payload: Any


@dataclass(frozen=True, kw_only=True)
class Received:
    """One message that came in, as it is shown now.

    `status` is 200 if it was taken, else what a webhook is answered (the Web API says 200 and the
    `error`); None when the connection was closed without an answer. `channel`, `ts` and `thread_ts`
    are Slack's names for where it stands. `user` is the only one who sees it, if it is for one.
    """

    received_at: str
    method: str
    target: str
    payload: Any
    status: int | None
    error: str | None = None
    channel: str = ""
    ts: str = ""
    thread_ts: str | None = None
    user: str | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether Slack shows it."""
        return self.status == HTTPStatus.OK

    @property
    def broadcast(self) -> bool:
        """Whether it is an answer that the channel shows as well."""
        return (
            self.taken
            and isinstance(self.payload, dict)
            and self.payload.get(BROADCAST) in (True, "true")
        )


def instant() -> str:
    """Return the present as it is remembered."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Record:
    """Messages and faults, shared by the threads of the server."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._messages: list[Received] = []
        self._faults: deque[Fault] = deque()
        self._last_ts = 0

    def add(self, message: Received) -> Received:
        """Remember a message, with a `ts` of its own, and return it."""
        with self._lock:
            self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
            seconds, rest = divmod(self._last_ts, 1_000_000)
            kept = replace(message, ts=message.ts or f"{seconds}.{rest:06d}")
            self._messages.append(kept)
            return kept

    def find(self, channel: str, ts: str) -> Received | None:
        """Return the message that Slack shows there, or None."""
        with self._lock:
            shown = (m for m in self._messages if m.taken and (m.channel, m.ts) == (channel, ts))
            return next(shown, None)

    def edit(self, message: Received, payload: Any) -> None:
        """Show something else in place of a message."""
        with self._lock:
            at = self._messages.index(message)
            edits = (*message.edits, Edit(edited_at=instant(), payload=message.payload))
            self._messages[at] = replace(message, payload=payload, edits=edits)

    def remove(self, message: Received) -> None:
        """Show a message no more."""
        with self._lock:
            self._messages.remove(message)

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
        known = "status, retry_after, delay, reset, error"
        raise ValueError(f"{item!r} is no fault: an object with some of {known}") from None
