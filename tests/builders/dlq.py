"""The command of dead letters as a person uses it, and what others put into the queue."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tools.dlq.__main__ import main

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient


@dataclass
class Dlq:
    """`run` keeps what the command printed in `out` and `err`."""

    sqs: "SQSClient"
    url: str
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def run(self, command: str, *arguments: str) -> int:
        self.capsys.readouterr()
        place = ("--region", "eu-central-1", "--queue-url", self.url)
        status = main([command, *arguments, *place])
        self.out, self.err = self.capsys.readouterr()
        return status

    def listed(self) -> list[dict[str, Any]]:
        """Return the letters as the command lists them for programs."""
        assert self.run("list", "--json") == 0
        letters: list[dict[str, Any]] = json.loads(self.out)["letters"]
        return letters

    def put(self, body: str, **attributes: str) -> str:
        """Put a letter in as another service would, and return its id."""
        given: Any = {
            name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
        }
        sent = self.sqs.send_message(QueueUrl=self.url, MessageBody=body, MessageAttributes=given)
        return sent["MessageId"]
