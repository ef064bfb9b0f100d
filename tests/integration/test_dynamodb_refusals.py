"""What DynamoDB refuses becomes knowledge, a reason to wait, or an error that says which."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.observations import Grave
from shared.domain.plan import Knowledge
from shared.domain.planning import plan_evaluations
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from tests.builders.observations import N, key, result
from tests.builders.tables import TABLES, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def store_on(client: "DynamoDBClient") -> DynamoDbComplianceStore:
    return DynamoDbComplianceStore(client, TABLES, lambda: NOW)


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


class Failing:
    """A client whose every call fails in one way."""

    def __init__(self, client: "DynamoDBClient", error: Exception) -> None:
        self.exceptions = client.exceptions
        self._error = error

    def __getattr__(self, name: str) -> Any:
        def fail(**_request: Any) -> None:
            raise self._error

        return fail


def refusal(code: str, *reasons: str) -> ClientError:
    body: Any = {
        "Error": {"Code": code, "Message": "said so"},
        "CancellationReasons": [{"Code": reason} for reason in reasons],
    }
    return ClientError(body, "TransactWriteItems")


def commit_against(client: "DynamoDBClient", error: Exception) -> Knowledge | None:
    failing: Any = Failing(client, error)
    return store_on(failing).commit(plan_evaluations([result(1, N)], Knowledge()))


@pytest.mark.parametrize(
    "error",
    [
        refusal("ProvisionedThroughputExceededException"),
        refusal("AccessDeniedException"),
        EndpointConnectionError(endpoint_url="http://nowhere"),
    ],
)
def test_what_may_succeed_later_is_unavailable(client: "DynamoDBClient", error: Exception) -> None:
    with pytest.raises(StoreUnavailableError):
        commit_against(client, error)


@pytest.mark.parametrize("grave", key().graves)
def test_an_end_is_not_remembered_while_somebody_else_writes_it(
    client: "DynamoDBClient", grave: Grave
) -> None:
    conflict = client.exceptions.TransactionConflictException(
        {"Error": {"Code": "TransactionConflictException"}}, "UpdateItem"
    )
    failing: Any = Failing(client, conflict)
    assert not store_on(failing).bury(grave, result(1, N).version)
    assert store_on(client).bury(grave, result(1, N).version)


def test_what_never_succeeds_is_refused(client: "DynamoDBClient") -> None:
    with pytest.raises(StoreRefusedError):
        commit_against(client, refusal("ValidationException"))


def test_a_conflict_with_another_writer_teaches_nothing(client: "DynamoDBClient") -> None:
    plan = plan_evaluations([result(1, N)], Knowledge())
    for code in ("TransactionConflict", "ThrottlingError"):
        body: Any = {
            "Error": {"Code": "TransactionCanceledException"},
            "CancellationReasons": [{"Code": code}] * plan.size,
        }
        failing: Any = Failing(
            client, client.exceptions.TransactionCanceledException(body, "TransactWriteItems")
        )
        assert store_on(failing).commit(plan) == Knowledge()
    conflict = client.exceptions.TransactionConflictException(
        {"Error": {"Code": "TransactionConflictException"}}, "TransactWriteItems"
    )
    assert commit_against(client, conflict) == Knowledge()


def test_a_cancellation_for_another_reason_is_a_refusal(client: "DynamoDBClient") -> None:
    plan = plan_evaluations([result(1, N)], Knowledge())
    body: Any = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "ValidationError"}] * plan.size,
    }
    error = client.exceptions.TransactionCanceledException(body, "TransactWriteItems")
    with pytest.raises(StoreRefusedError, match="ValidationError"):
        commit_against(client, error)
