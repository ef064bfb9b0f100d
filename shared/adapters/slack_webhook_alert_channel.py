"""Slack's incoming webhook: what it answers is a value, and its address is in no log."""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any, Protocol

from slack_sdk.webhook import WebhookClient

from shared.adapters.slack_answers import read_answer
from shared.domain.delivery import (
    Delivery,
    Message,
    Refused,
    RetryLater,
    Unavailable,
)
from shared.observability import logger
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


class SlackWebhookAlertChannel:
    """Posts to the webhook, at most one message in each `interval`."""

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

    @property
    def interval(self) -> timedelta:
        """The least time between two messages."""
        return self._interval

    def name(self) -> str:
        """Return a digest of the address, so that a mended address is another channel."""
        url = self._url.read()
        return hashlib.sha256(url.encode()).hexdigest()[:16] if isinstance(url, str) else "none"

    def ready_at(self) -> datetime:
        """Return when the next message may be posted, going by the last one from here."""
        return self._ready_at

    def post(self, message: Message) -> Delivery:
        """Post a message; whatever happens is an outcome, never an exception."""
        url = self._url.read()
        delivery = self._send(url, message) if isinstance(url, str) else url
        self._ready_at = self._clock.now() + self._interval
        match delivery:
            case Unavailable(reason=reason):
                logger.error(
                    "Slack cannot be reached through the webhook: alerts wait until the secret"
                    " holds a webhook that works",
                    reason=reason,
                )
            case RetryLater(reason=reason) | Refused(reason=reason):
                logger.warning("a message was not taken", reason=reason)
            case _:
                logger.debug("a message was taken")
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


def payload(message: Message) -> dict[str, Any]:
    """Return a message as Slack takes it; links in it are not unfolded."""
    blocks = {"blocks": list(message.blocks)} if message.blocks else {}
    return {
        "text": message.text,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        **blocks,
    }
