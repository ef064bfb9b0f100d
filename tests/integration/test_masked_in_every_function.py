"""With all fields masked no function writes a masked value, whether it succeeds or fails.

Each function runs its own handler over tables, queues and a Slack that hold the values; what is
searched is all that it writes: lines of the logger, metrics, and the error that leaves it.
"""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.slack.server import SlackStub
from shared.masking import MEMBERS
from shared.observability import logger
from tests.builders.api import ENVIRONMENT as OF_THE_API
from tests.builders.buckets import BUCKET as FILES
from tests.builders.buckets import create_bucket
from tests.builders.every_function import ACCOUNT, EVENTS, NAME, NOTE, USER, heard
from tests.builders.http_events import Context
from tests.builders.lambda_context import FakeContext
from tests.builders.presses import SECRET
from tests.builders.reconciling import Reconciling, reconciling
from tests.integration.test_daily_digest import ENVIRONMENT as OF_THE_DIGEST
from tests.integration.test_notify_violations import ENVIRONMENT as OF_THE_NOTIFIER
from tests.integration.test_slack_interactions import ENVIRONMENT as OF_THE_BUTTONS

type Json = dict[str, Any]

LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
FUNCTIONS = sorted(path.parent.name for path in LAMBDAS.glob("*/handler.py"))
VALUES = {"account": ACCOUNT, "resource_id": NAME, "annotation": NOTE, "user": USER}
ALL = ",".join(MEMBERS)

# In Lambda it is a line of the log.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics")


@dataclass
class World:
    """Everything that functions use, and what they have written."""

    fleet: Reconciling
    stub: SlackStub
    stream: io.StringIO
    capsys: pytest.CaptureFixture[str]

    def written(self, act: Callable[[], object]) -> str:
        """Return all that is written while something is done, with the error that it ends with."""
        self.capsys.readouterr()
        self.stream.seek(0)
        self.stream.truncate()
        left = ""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - Lambda writes whatever leaves a handler
            left = f"{type(error).__name__}: {error}"
        told = self.capsys.readouterr()
        return f"{self.stream.getvalue()}\n{told.out}\n{told.err}\n{left}"

    def record(self) -> None:
        """Record a violation, and what is none."""
        self.fleet.recording.deliver(heard(), heard(resourceId=[NAME]))


# Less than its reserve, where it would wait.
SECONDS = dict.fromkeys(FUNCTIONS, 300) | {"notify_violations": 19}


@pytest.fixture
def world(
    monkeypatch: pytest.MonkeyPatch, stub: SlackStub, capsys: pytest.CaptureFixture[str]
) -> Iterator[World]:
    stream = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", stream)
    environment = {**OF_THE_API, **OF_THE_DIGEST, **OF_THE_NOTIFIER, **OF_THE_BUTTONS}
    with reconciling(monkeypatch) as fleet:
        for name, value in {**environment, "REPORTS_BUCKET": FILES}.items():
            monkeypatch.setenv(name, value)
        hold(stub)
        forget()
        made = World(fleet, stub, stream, capsys)
        made.record()
        yield made
    forget()


def hold(stub: SlackStub) -> None:
    """Make the secrets and the bucket."""
    held = {
        "webhook_url": f"http://127.0.0.1:{stub.server_port}/services/T/B/hidden",
        "bot_token": "xoxb-hidden",
        "signing_secret": SECRET,
        "api_url": f"{stub.workspace.address}/api/",
    }
    secrets = boto3.client("secretsmanager")
    secrets.create_secret(Name="slack", SecretString=json.dumps(held))
    for name in ("links", "report-key", OF_THE_API["CURSOR_SECRET_ARN"].rpartition(":")[2]):
        secrets.create_secret(Name=name, SecretString="k" * 64)
    create_bucket()
    boto3.client("sqs").create_queue(QueueName="alerts")


def made_once(function: str) -> dict[str, Any]:
    """Return what a function makes at its first run and keeps."""
    bootstrap = vars(import_module(f"lambdas.{function}.bootstrap"))
    return {name: made for name, made in bootstrap.items() if hasattr(made, "cache_clear")}


def forget() -> None:
    for function in FUNCTIONS:
        for made in made_once(function).values():
            made.cache_clear()


def runs(world: World, function: str) -> str:
    """Run a function; return all that it wrote."""
    handler = import_module(f"lambdas.{function}.handler").handler
    context = Context() if function == "compliance_api" else FakeContext(SECONDS[function])
    return "".join(
        world.written(partial(handler, event, context)) for event in EVENTS[function](world.fleet)
    )


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, function: str) -> Iterator[None]:
    """Let everything that a function uses end in an error of somebody else's with the values."""

    def fail(*_args: object) -> None:
        raise RuntimeError(f"{USER} may not read {NAME} of {ACCOUNT}: {NOTE}")

    bootstrap = import_module(f"lambdas.{function}.bootstrap")
    with monkeypatch.context() as changed:
        for name in made_once(function).keys() - {"settings"}:
            changed.setattr(bootstrap, name, fail)
        yield


def shown(text: str) -> set[str]:
    return {field for field, value in VALUES.items() if value in text}


def test_each_function_is_tried() -> None:
    assert sorted(EVENTS) == FUNCTIONS
    assert VALUES.keys() == MEMBERS.keys()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_masked_is_nowhere_in_what_a_function_writes(
    world: World, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    monkeypatch.setenv("MASKED_IN_LOGS", ALL)
    text = runs(world, function)
    assert shown(text) == set(), text
    with broken(monkeypatch, function):
        text = runs(world, function)
        assert shown(text) == set(), text
        monkeypatch.setenv("MASKED_IN_LOGS", "")
        text = runs(world, function)
        assert shown(text) == VALUES.keys(), "without masks it is found, so it was looked for"
