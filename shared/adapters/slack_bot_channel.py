"""A channel of Slack's to which a bot posts: threads, and messages that change."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, overload

from shared.adapters.slack_outcomes import log_outcome
from shared.adapters.slack_payload import payload, replacement
from shared.adapters.slack_web_api import Answer, SlackWebApi, outcome
from shared.domain.delivery import (
    Change,
    Delivered,
    Delivery,
    Gone,
    Message,
    Reference,
    RetryLater,
    Unavailable,
)
from shared.ports.channel import Clock


class SlackBotAlertChannel:
    """Posts to one channel, at most one message in each `interval`."""

    threads = True

    def __init__(self, api: SlackWebApi, channel: str, interval: timedelta, clock: Clock) -> None:
        self._api = api
        self._channel = channel
        self._interval = interval
        self._clock = clock
        self._ready_at = clock.now()
        self._trouble = ""

    @property
    def interval(self) -> timedelta:
        """The least time between two messages."""
        return self._interval

    def name(self) -> str:
        """Return a digest of channel and token, so that with a mended token it is another."""
        token = self._api.token()
        both = f"{self._channel} {token}".encode()
        return hashlib.sha256(both).hexdigest()[:16] if token else "none"

    def trouble(self) -> str:
        """Return what the last message met, if that is for a person to mend; or the secret."""
        return self._api.trouble() or self._trouble

    def ready_at(self) -> datetime:
        """Return when the next message may be posted, going by the last one from here."""
        return self._ready_at

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        """Post a message, or an answer to one; whatever happens is an outcome."""
        channel = thread.channel if thread else self._channel
        arguments = {"channel": channel, **payload(message)}
        if thread:
            arguments["thread_ts"] = thread.message
        if thread and broadcast:
            arguments["reply_broadcast"] = True
        posted = _posted(self._call("chat.postMessage", arguments))
        if isinstance(posted, Gone) and not thread:  # it refers to nothing, so nothing can be gone
            return RetryLater(posted.reason)
        return posted

    def update(self, reference: Reference, message: Message) -> Change:
        """Show the message in place of the one that was posted."""
        where = {"channel": reference.channel, "ts": reference.message}
        return _posted(self._call("chat.update", {**where, **replacement(message)}))

    def _call(self, method: str, arguments: Mapping[str, Any]) -> Answer | Change:
        elsewhere = arguments["channel"] != self._channel
        answer = self._api.call(method, arguments, elsewhere=elsewhere)
        self._ready_at = self._clock.now() + self._interval
        change = outcome(answer)
        self._trouble = change.reason if isinstance(change, Unavailable) else ""
        log_outcome(change)
        return answer


def _posted(answer: Answer | Change) -> Change:
    """Return that it was posted, and where it can be found."""
    match answer:
        case {"channel": str(channel), "ts": str(message)}:
            return Delivered(Reference(channel, message))
        case _:
            return outcome(answer)
