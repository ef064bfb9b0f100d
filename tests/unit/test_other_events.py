"""What else AWS Config and CloudTrail tell is understood, or dropped by its kind."""

import json
from typing import Any

import pytest

from shared.adapters.eventbridge_observations import PATHS_KEPT, read_observation
from shared.domain.history import history_of
from shared.domain.observations import (
    ApiCall,
    ItemChange,
    OfNoConcern,
)
from tests.builders.events import api_call, changed, envelope, item_change


def item(body: str) -> ItemChange:
    observation = read_observation(body)
    assert isinstance(observation, ItemChange)
    return observation


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (envelope("Config Rules Re-evaluation Status", {}), "detail-type"),
        (envelope("Config Configuration Snapshot Delivery Status", {}), "detail-type"),
        (envelope("Something New", {}, account=5), "detail-type"),
        (envelope("Config Rules Compliance Change", {}, source="my.app"), "source"),
        (item_change(resourceType="AWS::Config::ResourceCompliance"), "bookkeeping"),
        (api_call("PutConfigRule"), "call"),
        (api_call(errorCode="AccessDenied"), "call"),
    ],
)
def test_what_is_of_no_concern_is_dropped_by_its_kind(event: Any, reason: str) -> None:
    observation = read_observation(json.dumps(event))
    assert isinstance(observation, OfNoConcern)
    assert observation.reason == reason


@pytest.mark.parametrize("status", ["ResourceDeleted", "ResourceDeletedNotRecorded"])
def test_a_deleted_resource_is_a_deletion(status: str) -> None:
    assert item(json.dumps(item_change(status, "DELETE"))).is_deletion


@pytest.mark.parametrize("status", ["OK", "ResourceDiscovered", "ResourceNotRecorded"])
def test_other_item_changes_are_not(status: str) -> None:
    assert not item(json.dumps(item_change(status))).is_deletion


def test_an_item_change_is_kept_as_a_summary() -> None:
    summary = history_of(item(json.dumps(item_change())))
    assert summary.annotation == "UPDATE (OK): Configuration.State.Name"
    assert (summary.status, summary.rule_name) == (None, None)


def test_only_the_first_changed_paths_are_kept_and_the_rest_is_counted() -> None:
    many: dict[str, Any] = {f"Configuration.P{n:03d}": {} for n in range(PATHS_KEPT + 3)}
    body = changed(item_change(), "detail/configurationItemDiff/changedProperties", many)
    assert item(body).changed_paths[-1] == "and 3 more"


def test_an_item_without_a_diff_is_summarised_by_its_status() -> None:
    body = changed(item_change("ResourceDeleted"), "detail/configurationItemDiff", None)
    assert history_of(item(body)).annotation == "ResourceDeleted"


def test_an_oversized_item_is_read_from_its_summary() -> None:
    event = item_change()
    summary = event["detail"].pop("configurationItem") | {"changeType": "UPDATE"}
    event["detail"] |= {"configurationItemSummary": summary, "configurationItemDiff": None}
    assert item(json.dumps(event)).change_type == "UPDATE"


def test_a_call_that_silences_an_account_is_heard_with_who_made_it() -> None:
    heard = read_observation(json.dumps(api_call()))
    assert isinstance(heard, ApiCall)
    said = history_of(heard).annotation
    assert said == "StopConfigurationRecorder by arn:aws:iam::222222222222:user/somebody"


def test_a_deleted_rule_is_named() -> None:
    body = api_call("DeleteConfigRule", requestParameters={"configRuleName": "restricted-ssh"})
    heard = read_observation(json.dumps(body))
    assert isinstance(heard, ApiCall)
    assert heard.rule_name == "restricted-ssh"
