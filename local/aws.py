"""Clients of the local AWS; an account's number is its root user's access key."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from botocore.client import BaseClient

SECRET = "local"  # noqa: S105 - the emulator takes any
# One session for all: each of its own reads the same descriptions of the services again.
_SESSION, _MAKING = boto3.Session(), threading.Lock()
QUICK = Config(retries={"max_attempts": 2}, read_timeout=120, connect_timeout=5)


class Account:
    """One account of the local AWS, in one region."""

    def __init__(self, number: str, region: str, endpoint: str) -> None:
        self.number = number
        self.region = region
        self.endpoint = endpoint
        self._clients: dict[str, BaseClient] = {}  # each takes a twentieth of a second to make

    def client(self, service: Any) -> Any:
        """Return the client of one service; the caller names its type."""
        with _MAKING:
            if service not in self._clients:
                self._clients[service] = _SESSION.client(
                    service,
                    region_name=self.region,
                    endpoint_url=self.endpoint,
                    config=QUICK,
                    aws_access_key_id=self.number,
                    aws_secret_access_key=SECRET,
                )
        return self._clients[service]
