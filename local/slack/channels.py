"""The channels that the stub has, how many messages each takes, and all of them together."""

from __future__ import annotations

import math
import re
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from local.slack.tiers import CALLS_A_MINUTE

# Where the webhook of the local AWS posts, and a bot that is told this id.
MAIN = "C0COMPLIANCE"
NAMES = {MAIN: "aws-compliance"}
HOOKS = {"/services/T000LOCAL/B000LOCAL/config-monitoring": MAIN}
IDENTIFIER = re.compile(r"[CGD][A-Z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many messages a channel takes: so many a second, after so many at once.

    Slack: "1 per second, short bursts allowed"; how short is not documented. None: no limit, not
    of other methods either.
    """

    per_second: float | None = None
    burst: int = 1


UNLIMITED = Limits()
AS_SLACK = Limits(per_second=1, burst=5)


class Channels:
    """Names, troubles and limits of channels; any id that could be one is a channel.

    `clock` says the seconds by which limits are forgotten.
    """

    def __init__(self, limits: Limits = UNLIMITED) -> None:
        self.clock: Callable[[], float] = time.monotonic
        self._lock = threading.Lock()
        self._names = dict(NAMES)
        self._errors: dict[str, str] = {}
        self._limits = limits
        self._filled: dict[str, tuple[float, float]] = {}

    def of_webhook(self, path: str) -> str:
        """Return the channel that a webhook is bound to; it is named as the address ends."""
        if path in HOOKS:
            return HOOKS[path]
        channel = f"C0HOOK{zlib.crc32(path.encode()):08X}"
        with self._lock:
            self._names.setdefault(channel, path.rstrip("/").rpartition("/")[2] or channel)
        return channel

    def name(self, channel: str) -> str:
        """Return what people call a channel."""
        return self._names.get(channel, channel)

    def trouble(self, channel: object) -> str | None:
        """Return why nothing can be posted there, in Slack's word, or None."""
        if not isinstance(channel, str) or not IDENTIFIER.fullmatch(channel):
            return "channel_not_found"
        return self._errors.get(channel)

    def configure(self, content: object) -> dict[str, int]:
        """Name channels, or give them troubles: {"C0..": {"name": .., "error": ..}}.

        Raises ValueError, saying what is wrong.
        """
        if not isinstance(content, dict) or not all(isinstance(v, dict) for v in content.values()):
            raise ValueError('the body must be {"C0...": {"name": "...", "error": null}}')
        with self._lock:
            for channel, said in content.items():
                self._names[channel] = str(said.get("name") or self._names.get(channel, channel))
                if said.get("error"):
                    self._errors[channel] = str(said["error"])
                else:
                    self._errors.pop(channel, None)
        return {"channels": len(content)}

    def limit(self, limits: Limits) -> None:
        """Take so many messages from now on."""
        with self._lock:
            self._limits = limits
            self._filled.clear()

    def retry_after(self, channel: str) -> int | None:
        """Count a message; return the whole seconds to wait for it, or None if it may come."""
        with self._lock:
            return self._count(channel, self._limits)

    def calls_retry_after(self, method: str) -> int | None:
        """Count a call of a method, whatever channel it is about; return the same."""
        minute = CALLS_A_MINUTE[method]
        with self._lock:
            if not self._limits.per_second:
                return None
            return self._count(method, Limits(per_second=minute / 60, burst=minute))

    def _count(self, what: str, limits: Limits) -> int | None:
        if not limits.per_second:
            return None
        now = self.clock()
        filled, since = self._filled.get(what, (0.0, now))
        filled = max(filled - (now - since) * limits.per_second, 0.0)
        if filled + 1 > limits.burst:
            return math.ceil((filled + 1 - limits.burst) / limits.per_second)
        self._filled[what] = (filled + 1, now)
        return None


def read_limits(content: object) -> Limits:
    """Understand limits; raises ValueError, saying what is wrong."""
    try:
        return Limits(**content)  # type: ignore[arg-type]  # a wrong type is what is caught here
    except TypeError:
        raise ValueError(f"{content!r} are no limits: per_second and burst") from None
