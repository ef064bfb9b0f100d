"""Answers of AWS Config that are refusals, or not of the shape that is documented."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.adapters.config_aggregator import ConfigAggregator
from shared.domain.observations import PlaceKey, RuleKey
from shared.ports.reconciling import SourceRefusedError, SourceUnavailableError
from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    BUCKET,
    OTHER,
    REGION,
    N,
)

PLACE = PlaceKey(AGENT, REGION)


class Answering:
    """A client that answers what a test says, whatever it is asked."""

    def __init__(self, answer: Callable[[], Any]) -> None:
        self.answer = answer

    def __getattr__(self, _operation: str) -> Any:
        return lambda **_: self.answer()


def refusing(error: Exception) -> ConfigAggregator:
    def answer() -> None:
        raise error

    return ConfigAggregator(Answering(answer), AGGREGATOR)  # type: ignore[arg-type] # a client


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "on purpose"}}, "Describe")


@pytest.mark.parametrize(
    ("error", "raised", "said"),
    [
        (client_error("ThrottlingException"), SourceUnavailableError, "ThrottlingException"),
        (client_error("AccessDeniedException"), SourceRefusedError, "role may not ask"),
        (EndpointConnectionError(endpoint_url="https://c"), SourceUnavailableError, "connect"),
    ],
)
def test_what_is_not_answered_says_why(
    error: Exception, raised: type[Exception], said: str
) -> None:
    with pytest.raises(raised, match=said):
        refusing(error).rules(PLACE)


def answering(member: str, *rows: Any, **more: Any) -> ConfigAggregator:
    return ConfigAggregator(Answering(lambda: {member: list(rows), **more}), AGGREGATOR)  # type: ignore[arg-type] # a client


def test_a_page_that_comes_again_and_again_is_no_answer() -> None:
    with pytest.raises(SourceUnavailableError, match="the same page again"):
        list(answering("Results", NextToken="more").overview(PLACE))


ROW = {
    "EvaluationResultIdentifier": {
        "EvaluationResultQualifier": {
            "ConfigRuleName": "encrypted",
            "ResourceType": BUCKET,
            "ResourceId": "b-1",
        }
    },
    "ComplianceType": N,
    "ResultRecordedTime": datetime(2026, 11, 20, 9, 0, 0, 123_999, UTC),
    "AccountId": AGENT,
    "AwsRegion": REGION,
}


def test_microseconds_are_cut_as_events_do() -> None:
    rule = RuleKey(AGENT, REGION, "encrypted")
    [told] = answering("AggregateEvaluationResults", ROW).results(rule)
    assert told.recorded.microsecond == 123_000


@pytest.mark.parametrize(
    "change",
    [{"AccountId": OTHER}, {"ResultRecordedTime": None}, {"EvaluationResultIdentifier": {}}],
)
def test_what_is_no_result_of_the_rule_is_not_told(change: dict[str, Any]) -> None:
    rule = RuleKey(AGENT, REGION, "encrypted")
    assert not list(answering("AggregateEvaluationResults", ROW | change).results(rule))


def test_documents_of_another_shape_tell_nothing() -> None:
    here = {"accountId": AGENT, "awsRegion": REGION}
    nameless = {"targetResourceType": BUCKET, "targetResourceId": "b", "configRuleList": [{}]}
    rows: tuple[object, ...] = ([], {}, here, here | {"configuration": nameless})
    told = answering("Results", *map(json.dumps, rows))
    assert not list(told.overview(PLACE))
    assert not list(told.resources(PLACE, BUCKET))


def test_global_resources_are_in_every_region() -> None:
    row = f'{{"accountId": "{AGENT}", "awsRegion": "global", "resourceId": "AIDA"}}'
    assert list(answering("Results", row).resources(PLACE, "AWS::IAM::User")) == ["AIDA"]


def test_an_organisation_that_cannot_be_read_may_not_list_all_accounts() -> None:
    organisation = {"SourceType": "ORGANIZATION", "LastUpdateStatus": "FAILED"}
    sources = answering("AggregatedSourceStatusList", organisation).sources()
    assert (sources.listed, sources.lists_all) == ((), False)
