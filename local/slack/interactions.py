"""What Slack sends when somebody presses a button: signed, and with three seconds to answer.

Source: docs.slack.dev/authentication/verifying-requests-from-slack and
docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from local.slack.record import instant

ANSWER_WITHIN = 3.0
TRIGGER_LASTS = 3.0
RESPONSES, RESPONSES_LAST = 5, 30 * 60.0


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One interaction and what became of it; `problem` is what Slack would show, if anything."""

    sent_at: str
    payload: dict[str, Any]
    status: int | None
    body: str
    milliseconds: int
    problem: str | None

    @property
    def acknowledged(self) -> bool:
        """Whether it was answered as it has to be."""
        return self.problem is None


@dataclass
class _Trigger:
    user: str
    until: float
    exchanged: bool = False


@dataclass
class Responding:
    """What a response_url is about; it can be used five times within half an hour."""

    channel: str
    ts: str
    user: str
    until: float
    left: int = RESPONSES


class Interactions:
    """Where interactions go, what was sent, and what may be done in answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._url, self._signing_secret = "", ""
        self._sent: list[Sent] = []
        self._triggers: dict[str, _Trigger] = {}
        self._responses: dict[str, Responding] = {}
        self._numbers = itertools.count(1)

    def configure(self, content: object) -> dict[str, str]:
        """Send interactions there from now on; raises ValueError, saying what is wrong."""
        match content:
            case {"url": str(url), "signing_secret": str(secret)}:
                if url and urlsplit(url).scheme not in ("http", "https"):
                    raise ValueError("url must be an address that begins with http")
                self._url, self._signing_secret = url, secret
                return {"url": url}
            case _:
                raise ValueError('the body must be {"url": "...", "signing_secret": "..."}')

    def trigger(self, user: str) -> str:
        """Return an id with which a modal can be opened for a user, once and soon."""
        with self._lock:
            name = f"{next(self._numbers)}.{time.time_ns()}.{secrets.token_hex(8)}"
            self._triggers[name] = _Trigger(user, time.monotonic() + TRIGGER_LASTS)
            return name

    def exchange(self, trigger: object) -> tuple[str, str | None]:
        """Use a trigger up; return its user, or Slack's word for what is wrong with it."""
        with self._lock:
            found = self._triggers.get(str(trigger))
            if found is None:
                return "", "invalid_trigger_id"
            if found.exchanged:
                return "", "exchanged_trigger_id"
            if time.monotonic() > found.until:
                return "", "expired_trigger_id"
            found.exchanged = True
            return found.user, None

    def response_token(self, channel: str, ts: str, user: str) -> str:
        """Return the end of a response_url for a message."""
        with self._lock:
            token = secrets.token_hex(12)
            until = time.monotonic() + RESPONSES_LAST
            self._responses[token] = Responding(channel, ts, user, until)
            return token

    def respond(self, token: str) -> Responding | None:
        """Use a response_url once; None where it may not be used, or not any more."""
        with self._lock:
            found = self._responses.get(token)
            if found is None or found.left == 0 or time.monotonic() > found.until:
                return None
            found.left -= 1
            return found

    def send(self, payload: dict[str, Any]) -> Sent:
        """Send an interaction, wait for the answer as long as Slack does, and remember both."""
        started = time.monotonic()
        status, body, problem = self._post(urlencode({"payload": json.dumps(payload)}).encode())
        sent = Sent(
            sent_at=instant(),
            payload=payload,
            status=status,
            body=body,
            milliseconds=round((time.monotonic() - started) * 1000),
            problem=problem,
        )
        with self._lock:
            self._sent.append(sent)
        return sent

    def listing(self) -> list[dict[str, Any]]:
        """Return what was sent as it is told to tests and tools."""
        with self._lock:
            return [asdict(each) for each in self._sent]

    def clear(self) -> None:
        """Forget what was sent; triggers and response_urls end with it."""
        with self._lock:
            self._sent.clear()
            self._triggers.clear()
            self._responses.clear()

    def _post(self, body: bytes) -> tuple[int | None, str, str | None]:
        if not self._url:
            return None, "", "this app has no address for interactions (PUT /interactions)"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **signature(self._signing_secret, body, int(time.time())),
        }
        request = urllib.request.Request(self._url, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_WITHIN) as answer:
                return answer.status, answer.read().decode(errors="replace"), None
        except urllib.error.HTTPError as error:
            with error:
                said = error.read().decode(errors="replace")
            return error.code, said, f"this app responded with status code {error.code}"
        except (OSError, ValueError) as error:
            return None, str(error), "this app did not respond in time, or not at all"


def signature(signing_secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """Return the headers by which a request proves that it is Slack's."""
    signed = hmac.new(signing_secret.encode(), b"v0:%d:%b" % (timestamp, body), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }
