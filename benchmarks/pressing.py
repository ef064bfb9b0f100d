"""Pressing a button of a message in the local Slack, and starting a function to answer it."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from benchmarks.runtime import Function, Runtime
from local.aws import Account
from local.deploy.connect import connect_interactions
from shared.domain.buttons import Act, write_about
from tests.builders.interaction_endpoint import endpoint_of
from tests.builders.presses import ABOUT
from tests.e2e.bots import ADA, SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_secretsmanager import SecretsManagerClient

    from local.stack_file import StackFile

CHANNEL, BLOCK = "C0BENCHMARK", "presses"
PAUSE_SECONDS, ANSWER_SECONDS = 1.0, 60


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How long it took, in seconds; `waited` is how long Slack did."""

    init: float
    first: float
    waited: float

    @property
    def both(self) -> float:
        """From the start of the function to its answer."""
        return self.init + self.first


class Pressing:
    """Presses a button of a message; what Slack sends then starts a function."""

    def __init__(self, stack: StackFile, signing_secret: str) -> None:
        self._stack, self._signing_secret = stack, signing_secret
        said = {"channel": CHANNEL, "text": "a message with buttons", "blocks": _blocks()}
        self._ts = _slack(stack, "POST", "/api/chat.postMessage", said)["ts"]

    def press(self, function: Function, act: Act, value: str | None) -> Answered:
        """Start the function for a press; raises RuntimeError where it is not answered rightly."""
        time.sleep(PAUSE_SECONDS)  # so that what was handed over before is done
        runtime, over = Runtime(function), threading.Event()
        took: list[float] = []
        with ExitStack() as running:

            def start(event: dict[str, Any]) -> dict[str, Any]:
                try:
                    running.enter_context(runtime)
                    took.append(runtime.invoke(event))
                finally:
                    over.set()
                answer: dict[str, Any] = json.loads(runtime.answer)
                return answer

            with endpoint_of(start) as url:
                where = {"url": url, "signing_secret": self._signing_secret}
                _slack(self._stack, "PUT", "/interactions", where)
                told = self._press(act, value)
                over.wait(ANSWER_SECONDS)  # Slack may have given it up before
        if not took:
            raise RuntimeError(f"nothing answered {act}: {told}")
        waited = told["milliseconds"] / 1000
        return Answered(init=runtime.init_seconds, first=took[0], waited=waited)

    def _press(self, act: Act, value: str | None) -> Any:
        """Press; raises RuntimeError where something else comes of it than should."""
        before = len(self._views())
        used = {"block_id": BLOCK, "action_id": act.value, "value": value}
        content = {"user": ADA, "channel": CHANNEL, "ts": self._ts, **used}
        told = _slack(self._stack, "POST", "/presses", content)
        opened = len(self._views()) - before
        if told["status"] not in (HTTPStatus.OK, None):
            raise RuntimeError(f"{act} was answered with {told}")
        if told["ok"] and opened != (act is Act.MUTE):
            raise RuntimeError(f"{act} opened {opened} forms")
        return told

    def _views(self) -> list[Any]:
        views: list[Any] = _slack(self._stack, "GET", "/views")
        return views


@contextmanager
def pressing(stack: StackFile) -> Iterator[Pressing]:
    """Lend a message with buttons; afterwards the deployed function is what answers again."""
    account = Account(stack.master_account, stack.region, stack.endpoint)
    secrets: SecretsManagerClient = account.client("secretsmanager")
    held = json.loads(secrets.get_secret_value(SecretId=SECRET)["SecretString"])
    try:
        yield Pressing(stack, held["signing_secret"])
    finally:
        connect_interactions(stack, held["signing_secret"])


def _blocks() -> list[dict[str, Any]]:
    def plain(text: str) -> dict[str, str]:
        return {"type": "plain_text", "text": text}

    button = {
        "type": "button",
        "action_id": Act.ACKNOWLEDGE.value,
        "text": plain("Acknowledge"),
        "value": write_about(ABOUT),
    }
    menu = {
        "type": "overflow",
        "action_id": Act.MUTE.value,
        "options": [{"text": plain("Mute for 1 day"), "value": "1"}],
    }
    return [{"type": "actions", "block_id": BLOCK, "elements": [button, menu]}]


def _slack(stack: StackFile, method: str, path: str, content: Any = None) -> Any:
    body = None if content is None else json.dumps(content).encode()
    headers = {"Content-Type": "application/json", "Authorization": "Bearer xoxb-benchmark"}
    request = urllib.request.Request(f"{stack.slack_url}{path}", body, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
