"""Who records what arrives at the master account's bus: the product, or a bare function."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.aws import Account
from stacks import names

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient

    from local.stack_file import StackFile

BUS = names.EVENT_BUS
WAITING: list[Any] = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """A function that records events: the rule that feeds it, the queue that it works off."""

    name: str
    rule: str
    queue_url: str


class Intake:
    """The bus and the queues behind it."""

    def __init__(self, stack: StackFile) -> None:
        self.stack = stack
        account = Account(stack.master_account, stack.region, stack.endpoint)
        self._events: EventBridgeClient = account.client("events")
        self._sqs: SQSClient = account.client("sqs")
        self._lambda: LambdaClient = account.client("lambda")

    def product(self) -> Recorder:
        """Return the product's own function."""
        url = self.stack.queues["config_events"]
        queue = url.rsplit("/", 1)[1]
        [rule] = [name for name in self._rules() if queue in self._targets(name)]
        return Recorder(name="product", rule=rule, queue_url=url)

    def only(self, recorder: Recorder) -> None:
        """Let this one have all that arrives from now on."""
        for name in self._rules():
            switch = self._events.disable_rule
            if name == recorder.rule:
                switch = self._events.enable_rule
            switch(Name=name, EventBusName=BUS)

    def is_done(self, recorder: Recorder) -> bool:
        """Whether nothing waits for the function, or is in its hands."""
        answer = self._sqs.get_queue_attributes(QueueUrl=recorder.queue_url, AttributeNames=WAITING)
        return not any(int(answer["Attributes"][name]) for name in WAITING)

    def tell_nobody(self) -> None:
        """Stop the function that tells people: what is measured is recording."""
        function = self.stack.functions["notify_violations"]
        listed = self._lambda.list_event_source_mappings(FunctionName=function)
        for mapping in listed["EventSourceMappings"]:
            self._lambda.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        self._lambda.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)

    def _rules(self) -> list[str]:
        return [rule["Name"] for rule in self._events.list_rules(EventBusName=BUS)["Rules"]]

    def _targets(self, rule: str) -> str:
        listed = self._events.list_targets_by_rule(Rule=rule, EventBusName=BUS)
        return json.dumps(listed["Targets"])
