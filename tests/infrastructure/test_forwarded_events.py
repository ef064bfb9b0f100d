"""What leaves an agent is what the intake does something with, and nothing that it drops."""

import json

import pytest

from shared.adapters.eventbridge_observations import read_observation
from shared.domain.observations import OfNoConcern
from tests.builders.events import (
    Event,
    api_call,
    changed,
    compliance_change,
    envelope,
    item_change,
)
from tests.infrastructure.event_patterns import matches
from tests.infrastructure.synthesis import AGENTS, REGION, Template, settings, synthesise_agents

MODE = (
    "detail/newEvaluationResult/evaluationResultIdentifier/evaluationResultQualifier/evaluationMode"
)
CALLS = (
    "StartConfigurationRecorder",
    "StopConfigurationRecorder",
    "PutConfigurationRecorder",
    "DeleteConfigurationRecorder",
    "DeleteDeliveryChannel",
    "DeleteConfigRule",
)


@pytest.fixture(scope="module")
def agent_that_forwards_all(tmp_path_factory: pytest.TempPathFactory) -> Template:
    chosen = settings(agent_accounts=AGENTS[:1], forward_configuration_items="all", rules=())
    return synthesise_agents(chosen, tmp_path_factory.mktemp("all"))[REGION]


def forwards(template: Template, event: Event) -> bool:
    rules = template.all("AWS::Events::Rule").values()
    return any(matches(rule["Properties"]["EventPattern"], event) for rule in rules)


def oversized(status: str = "OK", kind: str = "AWS::SSM::ManagedInstanceInventory") -> Event:
    event = item_change(status)
    detail = event["detail"]
    detail["messageType"] = "OversizedConfigurationItemChangeNotification"
    detail["configurationItemSummary"] = {**detail.pop("configurationItem"), "resourceType": kind}
    return event


EVENTS: dict[str, Event] = {
    **{
        f"a result: {status}": compliance_change(status, old="NON_COMPLIANT")
        for status in ("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE", "SOMETHING_NEW")
    },
    "a first result": compliance_change("COMPLIANT"),
    "a result without a mode": json.loads(changed(compliance_change(), MODE, drop=True)),
    "a result of what is not deployed": json.loads(changed(compliance_change(), MODE, "PROACTIVE")),
    "a result of a mode to come": json.loads(changed(compliance_change(), MODE, "ANOTHER")),
    **{
        f"an item: {status}": item_change(status)
        for status in ("OK", "ResourceDiscovered", "ResourceNotRecorded", "ResourceDeleted")
    },
    "an oversized item": oversized(),
    "an oversized item that is deleted": oversized("ResourceDeletedNotRecorded"),
    **{
        f"bookkeeping: {kind} {make.__name__}": make("ResourceDeleted", kind)
        for kind in ("AWS::Config::ResourceCompliance", "AWS::Config::ConformancePackCompliance")
        for make in (oversized, lambda status, kind: item_change(status, resourceType=kind))
    },
    **{f"a call: {name}": api_call(name) for name in CALLS},
    "a call that was refused": api_call(errorCode="AccessDenied"),
    "a call that was refused later": api_call("StartConfigurationRecorder", errorCode="Throttling"),
    "a call that silences nobody": api_call("DescribeConfigRules"),
    "a call that makes a rule": api_call("PutConfigRule"),
    "a new evaluation": envelope(
        "Config Rules Re-evaluation Status", {"messageType": "ConfigRulesEvaluationStarted"}
    ),
    "a snapshot": envelope(
        "Config Configuration Snapshot Delivery Status",
        {"messageType": "ConfigurationSnapshotDeliveryCompleted"},
    ),
    "a file of history": envelope("Config Configuration History Delivery Status", {}),
    "another source": envelope("Config Rules Compliance Change", {}, source="aws.s3"),
}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_all_that_the_intake_makes_use_of_is_forwarded_and_nothing_else(
    agent_that_forwards_all: Template, event: Event
) -> None:
    used = not isinstance(read_observation(json.dumps(event)), OfNoConcern)
    assert forwards(agent_that_forwards_all, event) == used


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_by_default_items_are_forwarded_only_where_a_resource_is_gone(
    agent: Template, agent_that_forwards_all: Template, event: Event
) -> None:
    detail = event["detail"]
    item = detail.get("configurationItem") or detail.get("configurationItemSummary")
    gone = item is None or item["configurationItemStatus"].startswith("ResourceDeleted")
    assert forwards(agent, event) == (gone and forwards(agent_that_forwards_all, event))


def test_what_has_the_shape_of_neither_form_of_an_item_stays(
    agent: Template, agent_that_forwards_all: Template
) -> None:
    event = envelope("Config Configuration Item Change", {"messageType": "SomethingElse"})
    assert not forwards(agent, event)
    assert not forwards(agent_that_forwards_all, event)


def test_no_item_is_forwarded_when_none_is_wanted(organisation: dict[str, Template]) -> None:
    agent = organisation[f"ConfigMonitoringAgent-{REGION}"]
    assert not forwards(agent, item_change("ResourceDeleted"))
    assert forwards(agent, compliance_change())
