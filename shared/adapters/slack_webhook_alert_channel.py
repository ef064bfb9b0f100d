"""Slack's incoming webhook: what it answers is a value, and its address is in no log."""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Protocol

from slack_sdk.webhook import WebhookClient

from shared.adapters.slack_answers import read_answer
from shared.adapters.slack_outcomes import log_outcome
from shared.adapters.slack_payload import payload
from shared.domain.delivery import Delivery, Gone, Message, Reference, RetryLater, Unavailable
from shared.ports.channel import Clock

# Slack can take seconds and still succeed; giving up early would tell twice.
TIMEOUT_SECONDS = 10
# What the SDK logs can hold the address.
_SILENT = logging.getLogger("slack-webhook")
_SILENT.setLevel(logging.CRITICAL + 1)


class WebhookUrl(Protocol):
    """Where the address of the webhook is kept."""

    def read(self) -> str | Unavailable | RetryLater:
        """Return the address, or why there is none."""
        ...

    def renew(self, refused: str) -> str | Unavailable | RetryLater:
        """Return what is in place of it by now, itself if nothing is."""
        ...


class SlackWebhookAlertChannel:
    """Posts to the webhook, at most one message in each `interval`."""

    threads = False

    def __init__(
        self,
        url: WebhookUrl,
        interval: timedelta,
        clock: Clock,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._url = url
        self._interval = interval
        self._clock = clock
        self._timeout_seconds = timeout_seconds
        self._ready_at = clock.now()
        self._trouble = ""

    @property
    def interval(self) -> timedelta:
        """The least time between two messages."""
        return self._interval

    def name(self) -> str:
        """Return a digest of the address, so that a mended address is another channel."""
        url = self._url.read()
        return hashlib.sha256(url.encode()).hexdigest()[:16] if isinstance(url, str) else "none"

    def trouble(self) -> str:
        """Return what the last message met, if that is for a person to mend; or the secret."""
        read = self._url.read()
        return read.reason if isinstance(read, Unavailable) else self._trouble

    def ready_at(self) -> datetime:
        """Return when the next message may be posted, going by the last one from here."""
        return self._ready_at

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Delivery:
        """Post a message; whatever happens is an outcome. A webhook knows of no threads."""
        del thread, broadcast
        url = self._url.read()
        delivery = self._deliver(url, message) if isinstance(url, str) else url
        self._ready_at = self._clock.now() + self._interval
        self._trouble = delivery.reason if isinstance(delivery, Unavailable) else ""
        log_outcome(delivery)
        return delivery

    def update(self, reference: Reference, message: Message) -> Gone:
        """Say that it cannot be: a webhook does not even tell which message it made."""
        del reference, message
        return Gone("a webhook changes no messages")

    def _deliver(self, url: str, message: Message) -> Delivery:
        """Send it, to the address that is there by now if that one is not good any more."""
        delivery = self._send(url, message)
        renewed = self._url.renew(url) if isinstance(delivery, Unavailable) else url
        if renewed != url and isinstance(renewed, str):
            delivery = self._send(renewed, message)
        if isinstance(delivery, Unavailable):
            return Unavailable(f"{delivery.reason}: put a webhook that works into the secret")
        return delivery

    def _send(self, url: str, message: Message) -> Delivery:
        # The SDK would repeat what may have arrived; repeating is for the outbox to decide.
        client = WebhookClient(
            url,
            timeout=self._timeout_seconds,
            logger=_SILENT,
            retry_handlers=[],
        )
        try:
            response = client.send_dict(payload(message))
        except Exception as error:  # noqa: BLE001 - of many kinds, and its text can hold the address
            return RetryLater(f"no answer: {type(error).__name__}")
        return read_answer(response.status_code, response.body, response.headers)
