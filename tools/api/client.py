"""Requests to the HTTP API: signed, tried again where that helps, answered or refused plainly."""

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import ReadOnlyCredentials

type Json = dict[str, Any]

# For an API that wants a token: it is sent as it is, and nothing is signed.
TOKEN = "CONFIG_MONITORING_TOKEN"  # noqa: S105 - the name of a variable
TIMEOUT_SECONDS = 60
TRIES = 4
_LATER = {
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}


# What this command calls itself: the API keeps it with what is done by it.
AGENT = "config-monitoring-command-line"
# An order is sent again only where it was certainly not taken, or where it has a key.
_NOT_DONE = {HTTPStatus.TOO_MANY_REQUESTS}


class RefusedError(Exception):
    """What the API did not answer, in one line for whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Api:
    """An API: its base address, and whose requests are signed for which region."""

    url: str
    region: str
    credentials: Callable[[], ReadOnlyCredentials]

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> Json:
        """Return what is answered to a question.

        Raises:
            RefusedError: it is not answered; the message says why.

        """
        query = urlencode(parameters or {}, quote_via=quote, safe="")
        return self._ask("GET", f"{path}?{query}" if query else path, None)

    def post(self, path: str, document: Json, key: str | None = None) -> Json:
        """Return what is answered to an order; with a key it is carried out once, if sent twice.

        Raises:
            RefusedError: it is not taken; the message says why.

        """
        return self._ask("POST", path, json.dumps(document).encode(), key)

    def delete(self, path: str) -> Json:
        """Return what is answered to the order to end something.

        Raises:
            RefusedError: it is not taken; the message says why.

        """
        return self._ask("DELETE", path, None)

    def _ask(self, method: str, path: str, body: bytes | None, key: str | None = None) -> Json:
        again = _NOT_DONE if body is not None and key is None else _LATER
        tries = 0
        while True:
            tries += 1
            try:
                with urllib.request.urlopen(  # noqa: S310 - the API that was named
                    self._signed(method, path, body, key), timeout=TIMEOUT_SECONDS
                ) as answer:
                    found: Json = json.load(answer)
                    return found
            except urllib.error.HTTPError as error:
                with error:
                    wait = _wait(error, tries, again=again)
                    if wait is None:
                        raise RefusedError(_said(error)) from None
            except (OSError, ValueError) as error:
                raise RefusedError(f"{self.url} does not answer: {error}") from error
            time.sleep(wait)

    def _signed(
        self, method: str, path: str, body: bytes | None, key: str | None
    ) -> urllib.request.Request:
        headers = {"user-agent": AGENT}
        headers |= {"content-type": "application/json"} if body else {}
        headers |= {"idempotency-key": key} if key else {}
        request = AWSRequest(method=method, url=self.url + path, data=body, headers=headers)
        if token := os.environ.get(TOKEN):
            request.headers["authorization"] = f"Bearer {token}"
        else:
            SigV4Auth(self.credentials(), "execute-api", self.region).add_auth(request)
        return urllib.request.Request(  # noqa: S310 - as above
            str(request.url), body, dict(request.headers.items()), method=method
        )


def _wait(error: urllib.error.HTTPError, tries: int, again: Collection[HTTPStatus]) -> float | None:
    """Return for how many seconds to wait before another try, or None where none would help."""
    if error.code not in again or tries == TRIES:
        return None
    told = error.headers.get("retry-after", "")
    return min(float(told), 30.0) if told.isdigit() else float(2 ** (tries - 1))


def _said(error: urllib.error.HTTPError) -> str:
    """Return a problem as one line; API Gateway's own refusals have a message alone."""
    try:
        document: Any = json.load(error)
    except ValueError:
        document = {}
    if not isinstance(document, dict):
        document = {}
    why = document.get("detail") or document.get("message") or document.get("Message")
    request_id = document.get("request_id")
    said = f"{error.code} {document.get('title') or error.reason}: {why or 'no reason is given'}"
    if error.code == HTTPStatus.FORBIDDEN and not document.get("detail"):
        said += " (these credentials may not ask this: the permission is execute-api:Invoke)"
    return said + (f" (request {request_id})" if request_id else "")
