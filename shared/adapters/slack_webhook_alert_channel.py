"""Slack's incoming webhook: what it answers is a value, and its address is in no log."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from slack_sdk.webhook import WebhookClient

from shared.domain.delivery import (
    Delivered,
    Delivery,
    Message,
    Refused,
    RetryLater,
    Unavailable,
)
from shared.observability import logger
from shared.ports import Clock

# Slack can take seconds and still succeed; giving up early would tell twice.
TIMEOUT_SECONDS = 10
# A server that asks for more than this is asked again all the same.
_LONGEST_RETRY_AFTER = timedelta(hours=1)
_BODY_IN_LOG = 100
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

    def __init__(self, url: WebhookUrl, interval: timedelta, clock: Clock) -> None:
        self._url = url
        self._interval = interval
        self._clock = clock
        self._ready_at = clock.now()

    def name(self) -> str:
        """Return a digest of the address, so that a mended address is another channel."""
        url = self._url.read()
        return hashlib.sha256(url.encode()).hexdigest()[:16] if isinstance(url, str) else "none"

    def ready_at(self) -> datetime:
        """Return when the next message may be posted."""
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
            case Delivered():
                pass
        return delivery

    def _send(self, url: str, message: Message) -> Delivery:
        # The SDK would repeat what may have arrived; repeating is for the outbox to decide.
        client = WebhookClient(url, timeout=TIMEOUT_SECONDS, logger=_SILENT, retry_handlers=[])
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


def read_answer(status: int, body: str, headers: Mapping[str, Any]) -> Delivery:
    """Return what an answer means (Slack, "Sending messages using incoming webhooks")."""
    reason = f"{status} {' '.join(body.split())[:_BODY_IN_LOG]}".strip()
    match status:
        case 200:
            return Delivered()
        case 429:
            return RetryLater(reason, _retry_after(headers))
        case 408 | 425:
            return RetryLater(reason)
        case 401 | 403 | 404 | 410:
            return Unavailable(reason)
        case _ if status >= 500:  # noqa: PLR2004 - as HTTP has it
            return RetryLater(reason)
        case _:
            return Refused(reason)


def _retry_after(headers: Mapping[str, Any]) -> timedelta | None:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            return _seconds(str(value))
    return None


def _seconds(text: str) -> timedelta | None:
    """Return what Retry-After asks for; a date, which Slack never sends, counts as nothing."""
    try:
        asked = timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        return None
    return min(asked, _LONGEST_RETRY_AFTER) if asked > timedelta() else None
