"""Requests as API Gateway hands them to a function (HTTP API, payload format 2.0)."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from shared.endpoints import DOCS, ENDPOINTS, Endpoint

REQUEST_ID = "JKJaXmPLvHcESHA="


def http_event(
    path: str, query: str = "", method: str = "GET", body: str | None = None
) -> dict[str, Any]:
    """Return a request; `query` is raw. Repeated parameters are joined by commas, as AWS does."""
    joined: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    found = _route(method, path)
    return {
        "version": "2.0",
        "routeKey": found.key if found else "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"accept": "*/*", "x-forwarded-proto": "https"},
        **({"queryStringParameters": joined} if joined else {}),
        **({"pathParameters": _in_path(found, path)} if found and "{" in found.path else {}),
        "requestContext": {
            "accountId": "111111111111",
            "apiId": "r3pmxmplak",
            "authorizer": {"iam": {"accountId": "111111111111", "userArn": "arn:aws:iam::1:u"}},
            "domainName": "r3pmxmplak.execute-api.eu-central-1.amazonaws.com",
            "domainPrefix": "r3pmxmplak",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "205.255.255.176",
                "userAgent": "test",
            },
            "requestId": REQUEST_ID,
            "routeKey": found.key if found else "$default",
            "stage": "$default",
            "time": "20/Nov/2026:12:00:00 +0000",
            "timeEpoch": 1795176000000,
        },
        **({"body": body} if body is not None else {}),
        "isBase64Encoded": False,
    }


def _route(method: str, path: str) -> Endpoint | None:
    """Return what API Gateway finds: a path without parameters goes before others."""
    serving = [at for at in (*ENDPOINTS, DOCS) if at.method == method and at.serves(path)]
    return min(serving, key=lambda at: "{" in at.path, default=None)


def _in_path(found: Endpoint, path: str) -> dict[str, str]:
    """Return the parameters in a path, as API Gateway decodes them."""
    parts = zip(found.path.split("/"), path.split("/"), strict=True)
    return {name[1:-1]: unquote(given) for name, given in parts if name.startswith("{")}


def query(**parameters: object) -> str:
    """Return parameters as a raw query string."""
    return urlencode(parameters, quote_via=quote)


@dataclass(frozen=True)
class Context:
    """What a function is told of its invocation."""

    function_name: str = "ComplianceApi"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:111111111111:function:ComplianceApi"
    aws_request_id: str = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"


@dataclass(frozen=True)
class Answer:
    """What a function answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def body(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.text)

    @classmethod
    def of(cls, response: dict[str, Any]) -> "Answer":
        """Return what API Gateway makes of a response (payload format 2.0)."""
        headers = {name.lower(): value for name, value in response["headers"].items()}
        return cls(response["statusCode"], headers, response["body"])
