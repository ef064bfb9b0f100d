"""Which digests were sent, in the ConfigCompliance table: claimed first, then sent."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import expiry, marshal
from shared.domain.sending import Claim
from shared.domain.times import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_PARTITION = "DIGEST"
_FREE = "attribute_not_exists(sent_at) AND (attribute_not_exists(leased_until)"
_FREE += " OR leased_until <= :now)"


class DynamoDbSentDigests:
    """Implements SentDigests; what was sent is remembered for the retention."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._holder = uuid4().hex

    def was_sent(self, name: str) -> bool:
        """Return whether one was sent."""
        with store_errors():
            answer = self._client.get_item(**self._item(name), ConsistentRead=True)
        return "sent_at" in answer.get("Item", {})

    def claim(self, name: str, now: datetime, until: datetime) -> Claim:
        """Take one; see the port."""
        members = {":now": sortable(now), ":until": sortable(until), ":me": self._holder}
        members_and_end = marshal(**members, **{":end": expiry(now, self._retention)})
        try:
            with store_errors():
                self._client.update_item(
                    **self._item(name),
                    UpdateExpression="SET leased_until = :until, holder = :me, expires_at = :end",
                    ConditionExpression=_FREE,
                    ExpressionAttributeValues=members_and_end,
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            refused: Any = error.response
            return Claim.SENT_BEFORE if "sent_at" in refused["Item"] else Claim.HELD_BY_ANOTHER
        return Claim.TAKEN

    def record_sent(self, name: str, now: datetime) -> None:
        """Keep that one was sent, whoever has it now."""
        with store_errors():
            self._client.update_item(
                **self._item(name),
                UpdateExpression="SET sent_at = :now REMOVE leased_until, holder",
                ExpressionAttributeValues=marshal(**{":now": sortable(now)}),
            )

    def release(self, name: str) -> None:
        """Let anybody take one that was claimed here; what somebody else has stays theirs."""
        try:
            with store_errors():
                self._client.update_item(
                    **self._item(name),
                    UpdateExpression="REMOVE leased_until, holder",
                    ConditionExpression="holder = :me",
                    ExpressionAttributeValues=marshal(**{":me": self._holder}),
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return

    def _item(self, name: str) -> Any:
        return {"TableName": self._table, "Key": marshal(pk=_PARTITION, sk=name)}
