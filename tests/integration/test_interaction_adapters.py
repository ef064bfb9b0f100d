"""Requests that were seen, in the table as in memory; errands that Lambda takes, or does not."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.adapters.dynamodb_seen_requests import DynamoDbSeenRequests
from shared.adapters.lambda_errands import LambdaErrands, read_errand
from shared.domain.errands import Said, Say
from shared.ports.errors import StoreUnavailableError
from shared.ports.interacting import SeenRequests
from tests.builders.observations import at
from tests.builders.presses import ADA, PLACE
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.recorded_conversation import RememberedRequests

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ERRAND = Say(by=ADA, place=PLACE, said=Said.TOO_LATE)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as made:
        yield made


@pytest.fixture(params=["table", "fake"])
def seen(request: pytest.FixtureRequest, client: "DynamoDBClient") -> SeenRequests:
    if request.param == "fake":
        return RememberedRequests()
    return DynamoDbSeenRequests(client, TABLES.notifications)


def test_a_request_is_first_once(seen: SeenRequests) -> None:
    assert [seen.is_first("one", at(0)) for _ in range(3)] == [True, False, False]
    assert not seen.is_first("one", at(10))
    assert seen.is_first("other", at(0))


def test_what_was_seen_is_forgotten_by_the_table_itself(client: "DynamoDBClient") -> None:
    DynamoDbSeenRequests(client, TABLES.notifications).is_first("one", at(0))
    [item] = everything(client, TABLES.notifications)
    assert item["expires_at"]["N"] == str(int(at(0).timestamp()))
    assert item["pk"]["S"] == "SEEN#one"


def test_without_its_table_nothing_is_said_to_be_first(client: "DynamoDBClient") -> None:
    with pytest.raises(StoreUnavailableError):
        DynamoDbSeenRequests(client, "gone").is_first("one", at(0) + timedelta(1))


class Lambda:
    """Takes what it is invoked with, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[dict[str, Any]] = []

    def invoke(self, **asked: Any) -> None:
        if self.error:
            raise self.error
        self.asked.append(asked)


def test_an_errand_is_an_invocation_that_nobody_waits_for() -> None:
    client: Any = Lambda()
    LambdaErrands(client, "interactions").hand_over(ERRAND)
    [asked] = client.asked
    assert (asked["FunctionName"], asked["InvocationType"]) == ("interactions", "Event")
    assert read_errand(json.loads(asked["Payload"])) == ERRAND


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "TooManyRequestsException"}}, "Invoke"),
        EndpointConnectionError(endpoint_url="https://lambda"),
    ],
)
def test_what_lambda_does_not_take_is_not_handed_over(error: Exception) -> None:
    client: Any = Lambda(error)
    with pytest.raises(StoreUnavailableError):
        LambdaErrands(client, "interactions").hand_over(ERRAND)
