"""The running local AWS as the tests use it: events in, answers and messages out."""

import json
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import boto3

from local import api
from local.stack_file import StackFile

type Json = dict[str, Any]

DIGEST = "ompliance digest"


def eventually[T](look: Callable[[], T | None], seconds: float, what: str, every: float = 0.2) -> T:
    """Return what `look` returns once that is true; fail with `what` after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        if seen := look():
            return seen
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(every)


@dataclass(frozen=True)
class Running:
    """A running local AWS."""

    stack: StackFile

    @property
    def account(self) -> str:
        """The agent account that the tests speak of."""
        return self.stack.agent_accounts[0]

    def deliver(self, *events: Json) -> None:
        """Let events happen, each on the default bus of its account and region."""
        body = json.dumps(list(events)).encode()
        _request(self.stack.events_url, body, "POST")

    def ask(self, path: str, **filters: str) -> Json:
        """Ask the API, which must answer with 200."""
        answer = api.get(self.stack, f"{path}?{urllib.parse.urlencode(filters)}")
        assert answer.status == 200, answer
        document: Json = answer.document
        return document

    def list_all(self, path: str, **filters: str) -> list[Json]:
        """Return all items of a list, through its cursor."""
        items: list[Json] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.ask(path, **filters, **cursor)
            items += page["items"]
            if page["next_cursor"] is None:
                return items
            cursor = {"cursor": page["next_cursor"]}

    def state(self, resource_id: str) -> Json | None:
        """Return the state of a resource that has one rule, or None."""
        items = self.ask("/compliance/states", resource_id=resource_id)["items"]
        return items[0] if items else None

    def messages(self, *about: str) -> list[Json]:
        """Return the Slack messages that were accepted and name all of `about`, oldest first."""
        sent = json.loads(_request(f"{self.stack.slack_url}/messages"))
        said = [(m, json.dumps(m["payload"], ensure_ascii=False)) for m in sent]
        return [m for m, s in said if m["status"] == 200 and all(word in s for word in about)]

    def alerts(self, *about: str) -> list[Json]:
        """Return the messages that are no digest: those name whatever is noncompliant by then."""
        return [m for m in self.messages(*about) if DIGEST not in m["payload"]["text"]]

    def slack_answers_next(self, faults: Iterable[Json]) -> None:
        """Let Slack answer its next requests in these ways."""
        _request(f"{self.stack.slack_url}/faults", json.dumps(list(faults)).encode(), "PUT")

    def slack_lacks(self, *types: str) -> None:
        """Let Slack refuse these types of blocks, and no others, from now on."""
        _request(f"{self.stack.slack_url}/lacking", json.dumps(types).encode(), "PUT")

    def invoke(self, function: str, payload: Json) -> Any:
        """Invoke a function of the master account and return its answer."""
        client = self.client("lambda")
        name = self.stack.functions[function]
        answer = client.invoke(FunctionName=name, Payload=json.dumps(payload))
        said = json.load(answer["Payload"])
        assert "FunctionError" not in answer, said
        return said

    def log(self, function: str) -> list[Json]:
        """Return the lines of a function's log that are JSON: what it says and what it counts."""
        name = self.stack.functions[function]
        deployed = self.client("lambda").get_function_configuration(FunctionName=name)
        group = deployed["LoggingConfig"]["LogGroup"]
        pages = self.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
        lines = [event["message"] for page in pages for event in page["events"]]
        return [json.loads(line) for line in lines if line.startswith("{")]

    def outputs(self) -> dict[str, str]:
        """Return the outputs of the master's stack."""
        client = self.client("cloudformation")
        [made] = client.describe_stacks(StackName="ConfigMonitoringMaster")["Stacks"]
        return {each["OutputKey"]: each["OutputValue"] for each in made["Outputs"]}

    def dead_letters(self) -> list[str]:
        """Return the bodies of what is in the dead-letter queue now."""
        client = self.client("sqs")
        url = self.stack.queues["config_events_dlq"]
        got = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in got.get("Messages", [])]

    def in_the_queue(self) -> int:
        """Return how many messages wait or are being handled."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self.client("sqs").get_queue_attributes(
            QueueUrl=self.stack.queues["config_events"], AttributeNames=names
        )
        return sum(int(answer["Attributes"][name]) for name in names)

    def lets_be_out(self, service: str, seconds: float) -> None:
        """Let a service of the local AWS answer nobody for so many seconds."""
        body = json.dumps({"service": service, "seconds": seconds}).encode()
        _request(f"{self.stack.endpoint}/_local/outages", body, "POST")

    def client(self, service: str, account: str | None = None, region: str | None = None) -> Any:
        """Return a client of an account and region, the master's unless another is named."""
        return boto3.client(
            service,  # type: ignore[call-overload] # any service
            endpoint_url=self.stack.endpoint,
            region_name=region or self.stack.region,
            aws_access_key_id=account or self.stack.master_account,
            aws_secret_access_key="local",
        )


def _request(url: str, body: bytes | None = None, method: str = "GET") -> bytes:
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url, body, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as response:
        answer: bytes = response.read()
        return answer
