"""A local AWS with a bot, and what people do in its Slack."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from local import up as local_aws
from local.settings import ROOT
from local.slack.identified import identified
from local.slack.interactions import signature
from local.stack_file import StackFile
from shared.endpoints import INTERACTIONS
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Json, Running, eventually

ADA, GRACE = "U000ADA", "U000GRACE"
# It runs beside the one with a webhook, which most tests use.
BESIDE = ".local/bot"
SECRET = "config-monitoring/slack"
# Each test has a thread of its own: a rule of which nothing is open. They are told at once.
RULES = (
    "restricted-ssh",
    "root-account-mfa-enabled",
    "iam-root-access-key-check",
    "dms-replication-not-public",
    "kms-key-policy-no-public-access",
    "lambda-function-public-access-prohibited",
    "rds-instance-public-access-check",
    "rds-snapshots-public-prohibited",
    "redshift-cluster-public-access-check",
    "emr-block-public-access",
)


@contextmanager
def running_bot() -> Iterator[StackFile]:
    """Yield the local AWS that is up, if it has a bot, or one beside it that ends afterwards."""
    there = local_aws.running()
    if there is not None and "slack_interactions" in there.functions:
        yield there
        return
    try:
        _local("up")
        stack = StackFile.read(ROOT / BESIDE / "stack.json")
        assert stack is not None
        yield stack
    finally:
        _local("down")


def _local(command: str) -> None:
    environment = {**os.environ, "LOCAL_DEPLOYMENT": "local-bot", "LOCAL_STATE": BESIDE}
    subprocess.run(
        [sys.executable, "-m", "local", command], cwd=ROOT, env=environment, check=True, timeout=300
    )


@dataclass(frozen=True)
class Bot(Running):
    """A running local AWS with a bot."""

    def slack(self, path: str, content: Json | None = None) -> Any:
        """Ask the local Slack for something, or do something on its page."""
        body = None if content is None else json.dumps(content).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.stack.slack_url}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def told(self) -> tuple[Watched, Json]:
        """Let a violation happen; return it and its first message."""
        group = self.unheard_of()
        self.deliver(group.becomes(NON_COMPLIANT, 5, COMPLIANT))
        [message] = eventually(lambda: self.alerts(group.resource_id), 75, "the alert")
        return group, message

    def unheard_of(self) -> Watched:
        """Return a resource under a rule of which nothing is open."""
        free = (r for r in RULES if not self.ask("/compliance/violations", rule_name=r)["items"])
        return Watched(self.account, unique("resource"), next(free))

    def now(self, message: Json) -> Json:
        """Return a message as it is shown now."""
        [shown] = [m for m in self.messages() if _place(m) == _place(message)]
        return shown

    def answers(self, message: Json, about: str) -> list[Json]:
        """Return what was answered in the thread of a message, and says this."""
        return [m for m in self.messages(about) if m["thread_ts"] == message["ts"]]

    def whispers(self, user: str, about: str) -> list[Json]:
        """Return what only one person was shown, and says this."""
        return [m for m in self.messages(about) if m["user"] == user]

    def press(self, message: Json, act: str, value: str = "", user: str = ADA) -> None:
        """Press a button of a message as it is shown now, and see it answered in time."""
        shown = self.now(message)
        [row] = [b for b in identified(shown["payload"]["blocks"]) if b["type"] == "actions"]
        content = {
            "user": user, "channel": message["channel"], "ts": message["ts"],
            "block_id": row["block_id"], "action_id": act, "value": value or None,
        }  # fmt: skip
        answer: Json = self.slack("/presses", content)
        assert answer["ok"], answer
        assert answer["milliseconds"] < 3000

    def pressed(self) -> Json:
        """Return what Slack sent when somebody last pressed something."""
        payload: Json = self.slack("/interactions")[-1]["payload"]
        return payload

    def sends(self, payload: Json, at: int, secret: str | None = None) -> tuple[int, Json]:
        """Send the function what Slack would, signed at that time; return how it is answered."""
        body = urllib.parse.urlencode({"payload": json.dumps(payload)}).encode()
        return self.posts(body, signature(secret or self._signing_secret(), body, at))

    def posts(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        """Send the function anything; return the status and the document of its answer."""
        url = f"{self.stack.api_url}{INTERACTIONS.path}"
        request = urllib.request.Request(url, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def counted(self, metric: str) -> float:
        """Return the sum of a metric of the function that people reach, from its log."""
        written = self.log("slack_interactions")
        return sum(sum(each.get(metric, [])) for each in written if "_aws" in each)

    @property
    def secret(self) -> str:
        """What the Slack secret holds."""
        held = self.client("secretsmanager").get_secret_value(SecretId=SECRET)
        return str(held["SecretString"])

    def holds(self, value: str) -> None:
        """Put a value into the Slack secret, which all that post read."""
        self.client("secretsmanager").put_secret_value(SecretId=SECRET, SecretString=value)

    def _signing_secret(self) -> str:
        return str(json.loads(self.secret)["signing_secret"])


def _place(message: Json) -> tuple[str, str]:
    return message["channel"], message["ts"]
