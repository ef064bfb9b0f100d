"""What leads from where to where: what wakes functions, and what they may do."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from stacks import names
from stacks.picture.template import listed, node, of_kind, referred, statements

AGENT_BUS = "AgentDefaultBus"
MASTER_BUS = "EventIntakeBus"
_DOES = {
    "reads": ("Get", "BatchGet", "Query", "Describe", "List", "Select"),
    "writes": ("Put", "Update", "Delete", "BatchWrite"),
    "sends": ("Send",),
    "starts": ("Invoke",),
}
# What goes with being fed by a stream or a queue: that is an edge of its own.
_OF_BEING_FED = re.compile(
    r"dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams|ConditionCheckItem)"
    r"|sqs:(Receive|Delete|Get|Change)|logs:|xray:"
)


class Edge(NamedTuple):
    """From one to another, and why; dotted is what happens only when something failed."""

    source: str
    target: str
    label: str = ""
    dotted: bool = False


def forwarding(agent: Mapping[str, Any]) -> Iterator[Edge]:
    """Yield what leaves an agent."""
    for name, rule in of_kind(agent, "AWS::Events::Rule"):
        for target in rule["Targets"]:
            if f"event-bus/{names.EVENT_BUS}" in json.dumps(target["Arn"]):
                yield Edge(AGENT_BUS, MASTER_BUS, node(name).removeprefix("EventForwarding"))
            yield from _letters(AGENT_BUS, target.get("DeadLetterConfig"))


def waking(master: Mapping[str, Any]) -> Iterator[Edge]:
    """Yield what happens because of something else: events, streams, schedules, requests."""
    yield from _arriving(master)
    yield from _fed(master)
    for name, schedule in of_kind(master, "AWS::Scheduler::Schedule"):
        yield from _from(node(name), schedule["Target"]["Arn"])
    for _, integration in of_kind(master, "AWS::ApiGatewayV2::Integration"):
        for api in referred(integration["ApiId"]):
            yield from _from(node(api), integration["IntegrationUri"])


def _arriving(master: Mapping[str, Any]) -> Iterator[Edge]:
    for name, archive in of_kind(master, "AWS::Events::Archive"):
        yield from (Edge(node(bus), node(name)) for bus in referred(archive["SourceArn"]))
    for _, rule in of_kind(master, "AWS::Events::Rule"):
        for bus, target in product(referred(rule.get("EventBusName", "")), rule["Targets"]):
            yield from _from(node(bus), target["Arn"])
    for name, queue in of_kind(master, "AWS::SQS::Queue"):
        yield from _letters(node(name), queue.get("RedrivePolicy"))


def _fed(master: Mapping[str, Any]) -> Iterator[Edge]:
    for _, fed in of_kind(master, "AWS::Lambda::EventSourceMapping"):
        label = "stream" if "StreamArn" in json.dumps(fed["EventSourceArn"]) else ""
        for source in referred(fed["EventSourceArn"]):
            yield from _from(node(source), fed["FunctionName"], label)


def doing(master: Mapping[str, Any]) -> Iterator[Edge]:
    """Yield what each function may do to what, as its role says."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for function, statement in statements(master):
        does = {
            _word(each) for each in listed(statement["Action"]) if not _OF_BEING_FED.match(each)
        }
        for name in referred(statement["Resource"]):
            found[node(function), node(name)] |= does
    for (source, target), does in found.items():
        if does and source != target:
            yield Edge(source, target, ", ".join(sorted(does)))


def _letters(source: str, config: Any) -> Iterator[Edge]:
    for name in referred(config):
        yield Edge(source, node(name), "not delivered", dotted=True)


def _from(source: str, value: Any, label: str = "") -> Iterator[Edge]:
    yield from (Edge(source, node(name), label) for name in referred(value))


def _word(action: str) -> str:
    """Return what an action does; one of a new kind stands for itself."""
    verb = action.partition(":")[2]
    return next((word for word, verbs in _DOES.items() if verb.startswith(verbs)), action)
