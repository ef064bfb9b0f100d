"""A request as API Gateway hands it to ComplianceApi (HTTP API, payload format 2.0)."""

from __future__ import annotations

from typing import Any

ACCOUNT = "1" * 12
CALLER = f"arn:aws:iam::{ACCOUNT}:user/benchmark"


def http_request(path: str, query: str = "") -> dict[str, Any]:
    """Return a GET request with a raw query string."""
    http = {
        "method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
        "userAgent": "benchmark",
    }  # fmt: skip
    context = {
        "accountId": ACCOUNT, "apiId": "api", "http": http, "stage": "$default",
        "requestId": "1", "routeKey": f"GET {path}", "domainName": "localhost",
        "domainPrefix": "localhost", "time": "20/Nov/2026:12:00:00 +0000",
        "timeEpoch": 1795176000000,
        "authorizer": {"iam": {"accountId": ACCOUNT, "userArn": CALLER}},
    }  # fmt: skip
    return {
        "version": "2.0", "routeKey": f"GET {path}", "rawPath": path, "rawQueryString": query,
        "headers": {}, "requestContext": context, "isBase64Encoded": False,
    }  # fmt: skip
