"""Announcing accounts whose watch begins, on DynamoDB."""

from contextlib import suppress
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_summaries import summary_item
from shared.domain.onboarding import AccountSummary
from shared.ports.channel import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbOnboardings:
    """Puts summaries into the Notifications table."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def announce(self, summary: AccountSummary) -> None:
        """Put it into the outbox; what is there of this account and run stays as it is."""
        with suppress(self._client.exceptions.ConditionalCheckFailedException), store_errors():
            self._client.put_item(
                TableName=self._table,
                Item=summary_item(summary, self._clock.now()),
                ConditionExpression="attribute_not_exists(pk)",
            )
