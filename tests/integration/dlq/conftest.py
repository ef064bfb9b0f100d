"""A dead-letter queue with the function in front of it, and the command that looks at it."""

from collections.abc import Iterator

import boto3
import pytest

from tests.builders.dlq import Dlq
from tests.builders.recording import Recording, recording
from tools.dlq import queue

# A session of its own for each command reads the descriptions of the services again.
SESSION = boto3.Session(region_name="eu-central-1")


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    monkeypatch.setattr(queue, "LONG_POLL_SECONDS", 0)
    monkeypatch.setattr("boto3.Session", lambda **_: SESSION)
    with recording(monkeypatch) as made:
        yield made


@pytest.fixture
def dlq(function: Recording, capsys: pytest.CaptureFixture[str]) -> Dlq:
    return Dlq(function.sqs, function.dead_letters_url, capsys)
