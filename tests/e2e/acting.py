"""Acting as a function of the master: with the credentials that its role gives it."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.exceptions import ClientError

from tests.e2e.happenings import unique
from tests.e2e.running import Running

CODE = """
import os

def handler(event, context):
    return {name: os.environ[name] for name in event}
"""
NAMES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


@dataclass(frozen=True)
class Actor:
    """Somebody who has the credentials of a role."""

    running: Running
    credentials: dict[str, str]
    clients: dict[str, Any] = field(default_factory=dict)

    def attempt(self, service: str, operation: str, **request: Any) -> str:
        """Do something; return the code of the error that it ends with, or "allowed"."""
        client = self.clients.get(service) or self.clients.setdefault(
            service, self._client(service)
        )
        try:
            getattr(client, operation)(**request)
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return "allowed"

    def _client(self, service: str) -> Any:
        return boto3.client(
            service,  # type: ignore[call-overload] # any service
            endpoint_url=self.running.stack.endpoint,
            region_name=self.running.stack.region,
            **{name.lower(): value for name, value in self.credentials.items()},
        )


@contextmanager
def acting_as(running: Running, stem: str) -> Iterator[Actor]:
    """Lend the role of a function to one that tells its credentials, which end with it."""
    functions, name = running.client("lambda"), unique("tells-its-credentials")
    deployed = functions.get_function_configuration(FunctionName=running.stack.functions[stem])
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", CODE)
    functions.create_function(
        FunctionName=name, Runtime="python3.13", Handler="index.handler", Role=deployed["Role"],
        Code={"ZipFile": code.getvalue()}, Timeout=30,
    )  # fmt: skip
    try:
        answer = functions.invoke(FunctionName=name, Payload=json.dumps(NAMES))
        yield Actor(running, json.load(answer["Payload"]))
    finally:
        functions.delete_function(FunctionName=name)
