"""What the demo does to the local AWS, and what it sees of it: only what anybody could."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from local import api
from local.aws import Account
from local.settings import ROOT, STATE

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient

    from local.demo.events import Envelope
    from local.stack_file import StackFile

TIMEOUT_SECONDS = 60
REPORT = STATE / "report.html"


class DemoError(Exception):
    """Something did not arrive, or answered with an error; the message says what."""


class World:
    """A running local AWS."""

    def __init__(self, stack: StackFile) -> None:
        self.stack = stack
        self.master = Account(stack.master_account, stack.region, stack.endpoint)

    def publish(self, events: list[Envelope]) -> None:
        """Let AWS publish events in the accounts that they concern."""
        body = json.dumps(events).encode()
        request = urllib.request.Request(self.stack.events_url, data=body, method="POST")
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
            return

    def ask(self, path: str) -> Any:
        """Ask the API; raises DemoError when it refuses."""
        answer = api.get(self.stack, path)
        if answer.status != 200:  # noqa: PLR2004 - OK
            raise DemoError(f"GET {path} was answered {answer.status}: {answer.document}")
        return answer.document

    def ask_all(self, path: str) -> list[dict[str, Any]]:
        """Return all items of a list, through its cursor; the path has a query."""
        items: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.ask(path + cursor)
            items += page["items"]
            if page["next_cursor"] is None:
                return items
            cursor = f"&cursor={quote(page['next_cursor'], safe='')}"

    def mute(self, wish: dict[str, str]) -> None:
        """Order a mute from the API; raises DemoError when it refuses."""
        answer = api.post(self.stack, "/mutes", wish)
        if answer.status != 201:  # noqa: PLR2004 - Created
            raise DemoError(f"POST /mutes was answered {answer.status}: {answer.document}")

    def slack_messages(self) -> list[dict[str, Any]]:
        """Return every message that Slack took, oldest first."""
        with urllib.request.urlopen(f"{self.stack.slack_url}/messages", timeout=5) as response:
            messages: list[dict[str, Any]] = json.load(response)
        return [message for message in messages if message["status"] == 200]  # noqa: PLR2004 - OK

    def dead_letters(self) -> int:
        """Return how many messages lie in the dead-letter queue."""
        queue: SQSClient = self.master.client("sqs")
        answer = queue.get_queue_attributes(
            QueueUrl=self.stack.queues["config_events_dlq"],
            AttributeNames=["ApproximateNumberOfMessages"],
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])

    def why_dead(self, event_id: str) -> str | None:
        """Return the reason why an event is a dead letter, or None while it is none."""
        queue: SQSClient = self.master.client("sqs")
        # Hidden for a moment, so that the next look sees others where there are many.
        answer = queue.receive_message(
            QueueUrl=self.stack.queues["config_events_dlq"],
            MaxNumberOfMessages=10,
            VisibilityTimeout=2,
            MessageAttributeNames=["Reason"],
        )
        found = (each for each in answer.get("Messages", []) if event_id in each["Body"])
        letter = next(found, None)
        if letter is None:
            return None
        attributes = letter.get("MessageAttributes", {})
        return attributes["Reason"]["StringValue"] if attributes else "it does not say why"

    def fetch_report(self, address: str) -> Path:
        """Follow a link to a report and keep what is there; raises DemoError when it is nothing."""
        if not address:
            raise DemoError("the digest has no report: the log says why")
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS) as response:
                page = response.read()
        except OSError as error:
            raise DemoError(f"the report could not be opened: {error}") from error
        REPORT.write_bytes(page)
        return REPORT.relative_to(ROOT)

    def invoke_digest(self, date: str) -> None:
        """Have the digest of a day sent now; raises DemoError when the function fails."""
        function: LambdaClient = self.master.client("lambda")
        answer = function.invoke(
            FunctionName=self.stack.functions["daily_digest"],
            Payload=json.dumps({"date": date}).encode(),
        )
        if "FunctionError" in answer:
            raise DemoError(f"the digest failed: {answer['Payload'].read().decode()[:500]}")
