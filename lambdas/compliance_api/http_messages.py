"""A request as API Gateway hands it over, and the response that it takes (payload format 2.0).

Source: AWS, API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".
"""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """What was asked, and by whom, as far as API Gateway has checked it."""

    event: Mapping[str, Any]

    @property
    def route(self) -> str:
        """The route that API Gateway found, and whose callers it checked: `GET /mutes/{id}`."""
        return str(self.event["routeKey"])

    @property
    def method(self) -> str:
        """The method, in capitals."""
        return str(self.event["requestContext"]["http"]["method"])

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return str(self.event["rawPath"])

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters that stand in the path."""
        return self.event.get("pathParameters") or {}

    @property
    def query(self) -> str:
        """The query string as it was sent."""
        return str(self.event["rawQueryString"])

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; their names are in small letters."""
        return self.event.get("headers") or {}

    @property
    def source(self) -> Mapping[str, Any]:
        """Where it comes from: the address and the program."""
        return self.event["requestContext"].get("http") or {}

    @property
    def authorizer(self) -> Mapping[str, Any]:
        """Who asks, as a signature or a token says: empty where nobody was asked."""
        return self.event["requestContext"].get("authorizer") or {}

    @property
    def request_id(self) -> str:
        """What API Gateway calls the request, in its logs too."""
        return str(self.event["requestContext"]["requestId"])

    def text(self) -> str:
        """Return the body.

        Raises:
            ValueError: it is not text in UTF-8.

        """
        body = str(self.event.get("body") or "")
        return b64decode(body).decode() if self.event.get("isBase64Encoded") else body


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """What is answered: text of a media type, or nothing."""

    status: HTTPStatus = HTTPStatus.OK
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""

    def written(self) -> dict[str, Any]:
        """Return it as API Gateway takes it."""
        typed = {"content-type": self.content_type} if self.content_type else {}
        return {
            "statusCode": int(self.status),
            "headers": {**typed, **self.headers},
            "body": self.body,
            "isBase64Encoded": False,
        }
