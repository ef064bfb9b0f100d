"""What AWS Config knows of what was published, whatever became of the events."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from local.emulator.config_aggregator import knowledge
from tests.builders.config_source import (
    AGENT,
    BUCKET,
    NA,
    OTHER,
    C,
    N,
    deletion,
    details,
    documents,
    happened,
    ids,
    item,
    result,
    rule_deletion,
    rules,
)
from tests.builders.events import changed

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

BUCKETS = f"SELECT resourceId WHERE resourceType = '{BUCKET}'"


def statuses(config: "Config") -> dict[str, str]:
    found = details(config)
    return dict(zip(ids(found), [each["ComplianceType"] for each in found], strict=True))


def test_the_result_that_was_recorded_last_is_known_in_whatever_order_they_come(
    config: "Config",
) -> None:
    happened(result("a", C, minute=2), result("a", N, minute=1), result("b", N, minute=1))
    happened(result("b", C, minute=2))
    assert statuses(config) == {"a": C, "b": C}


def test_a_result_is_told_with_its_times_and_annotation(config: "Config") -> None:
    event = result("a", minute=3)
    event["detail"]["newEvaluationResult"]["annotation"] = "not encrypted"
    happened(event)
    [told] = details(config)
    assert told["ResultRecordedTime"].timestamp() == 1795165384.741
    assert told["ConfigRuleInvokedTime"].timestamp() == 1795165204.332
    identifier = told["EvaluationResultIdentifier"]
    assert identifier["OrderingTimestamp"].timestamp() == 1795165190.251
    assert told["Annotation"] == "not encrypted"
    assert (told["AccountId"], told["AwsRegion"]) == (AGENT, "eu-central-1")


def test_a_deleted_resource_has_neither_results_nor_a_document(config: "Config") -> None:
    happened(result("a"), result("b"), deletion("a", 1))
    assert statuses(config) == {"b": N}
    assert documents(config, BUCKETS) == [{"resourceId": "b"}]


def test_a_deletion_that_comes_first_keeps_older_results_out_and_lets_newer_ones_in(
    config: "Config",
) -> None:
    happened(deletion("a", 5), result("a", minute=4))
    assert statuses(config) == {}
    happened(result("a", minute=6), deletion("a", 5))
    assert statuses(config) == {"a": N}


def test_the_results_of_a_deleted_rule_go_and_those_of_others_stay(config: "Config") -> None:
    happened(result("a"), result("a", rule="public"), rule_deletion("encrypted", 1))
    happened(result("b"))
    assert [rule["ConfigRuleName"] for rule in rules(config)] == ["public"]
    assert {"resourceId": "a"} in documents(config, BUCKETS)


def test_a_rule_that_could_not_be_deleted_keeps_its_results(config: "Config") -> None:
    happened(result("a"), rule_deletion("encrypted", 1, errorCode="AccessDenied"))
    assert statuses(config) == {"a": N}


def test_a_result_on_another_resource_in_another_account_is_another_result(
    config: "Config",
) -> None:
    happened(result("a", C), result("a", N, account=OTHER), deletion("a", 1))
    assert statuses(config) == {}
    assert [rule["AccountId"] for rule in rules(config)] == [OTHER]


def test_a_resource_is_there_because_of_its_item_or_because_of_a_result(config: "Config") -> None:
    happened(
        item("item"), result("result"), result("gone", NA), item("seen", "ResourceNotRecorded")
    )
    assert documents(config, BUCKETS) == [{"resourceId": "item"}, {"resourceId": "result"}]


NEW = "detail/newEvaluationResult"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("detail", "gone"),
        (NEW, None),
        (f"{NEW}/resultRecordedTime", "yesterday"),
        (f"{NEW}/resultRecordedTime", "0001-01-01T00:00:00+05:00"),
        (f"{NEW}/evaluationResultIdentifier", "x"),
        (f"{NEW}/complianceType", 1),
        (f"{NEW}/evaluationResultIdentifier/evaluationResultQualifier/evaluationMode", "PROACTIVE"),
        ("detail/resourceId", 5),
        ("detail/resourceId", "\ud83d"),
        ("detail/resourceId", "x" * 769),
        ("region", "here"),
        ("replay-name", "again"),
        ("source", "aws.health"),
    ],
)
def test_what_makes_no_sense_or_is_no_news_of_a_resource_is_not_known(
    config: "Config", member: str, value: Any
) -> None:
    happened(json.loads(changed(result("x"), member, value)))
    assert documents(config, "SELECT *") == []
    assert rules(config) == []


def test_what_cannot_be_read_beside_a_result_does_not_keep_it_out(config: "Config") -> None:
    event = result("a")
    new = event["detail"]["newEvaluationResult"]
    new |= {"annotation": ["x"], "configRuleInvokedTime": "then"}
    new["evaluationResultIdentifier"]["orderingTimestamp"] = "x"
    happened(event)
    [told] = details(config)
    assert told.keys().isdisjoint({"Annotation", "ConfigRuleInvokedTime"})
    assert told["EvaluationResultIdentifier"].keys() == {"EvaluationResultQualifier"}


def test_no_more_than_so_many_events_wait_until_somebody_asks(
    config: "Config", monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[str] = []
    monkeypatch.setattr(knowledge, "MOST_WAITING", 3)
    monkeypatch.setattr(knowledge, "learn", lambda _model, event: learned.append(event["id"]))
    events = [result("a") for _number in range(5)]
    happened(*events)
    assert learned == [event["id"] for event in events[:3]]
    rules(config)
    assert learned == [event["id"] for event in events]
