"""Whose turn it is to post, and until when a channel is left alone: one item for each channel."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import expiry, marshal, number, optional, text
from shared.domain.outbox import Pause
from shared.domain.times import read_time, sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_CHANNELS = "CHANNEL"
# A channel that nobody has used for so long is forgotten.
_KEPT = timedelta(days=30)
_TICKETS_KEPT = timedelta(hours=1)


class DynamoDbPacing:
    """In the Notifications table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._refused = client.exceptions.ConditionalCheckFailedException

    def take_turn(self, channel: str, now: datetime, interval: timedelta) -> datetime:
        """Return `now` when the turn is ours, otherwise when to ask again."""
        if not interval:
            return now
        try:
            self._update(
                channel,
                "SET next_at = :next, expires_at = :expires",
                condition="(attribute_not_exists(next_at) OR next_at <= :now)"
                " AND (attribute_not_exists(paused_until) OR paused_until <= :now)",
                values={
                    ":next": sortable(now + interval),
                    ":now": sortable(now),
                    ":expires": expiry(now, _KEPT),
                },
            )
        except self._refused as error:
            there: Any = error.response.get("Item", {})
            return max(_time(there, "next_at", now + interval), _time(there, "paused_until", now))
        return now

    def pause(self, channel: str) -> Pause | None:
        """Return what was last kept with `keep_pause`."""
        with store_errors():
            found = self._client.get_item(
                TableName=self._table, Key=_key(channel), ConsistentRead=True
            )
        item = found.get("Item", {})
        if "paused_until" not in item:
            return None
        until = read_time(text(item, "paused_until"))
        return Pause(until, number(item, "failures"), unavailable="unavailable" in item)

    def keep_pause(self, channel: str, pause: Pause) -> None:
        """Keep until when a channel wants to be left alone; a longer pause of it stays."""
        unavailable = ", unavailable = :yes" if pause.unavailable else " REMOVE unavailable"
        values: dict[str, str | int | None] = {
            ":until": sortable(pause.until),
            ":failures": pause.failures,
            ":expires": expiry(pause.until, _KEPT),
            ":yes": "yes" if pause.unavailable else None,
        }
        with suppress(self._refused):
            self._update(
                channel,
                "SET paused_until = :until, failures = :failures, expires_at = :expires"
                + unavailable,
                condition="attribute_not_exists(paused_until) OR paused_until < :until",
                values=values,
            )

    def forget_failures(self, channel: str) -> None:
        """Keep that the channel takes messages again; until when it is paused stays."""
        with suppress(self._refused):
            self._update(
                channel,
                "SET failures = :none",
                condition="attribute_exists(pk)",
                values={":none": 0},
            )

    def ticket(self, channel: str, now: datetime) -> int:
        """Return the number of a message within its minute; see the port."""
        minute = now.replace(second=0, microsecond=0)
        with store_errors():
            answer = self._client.update_item(
                TableName=self._table,
                Key=_key(f"{channel}#{sortable(minute)}"),
                UpdateExpression="SET expires_at = :expires ADD tickets :one",
                ExpressionAttributeValues=marshal(
                    **{":expires": expiry(now, _TICKETS_KEPT), ":one": 1}
                ),
                ReturnValues="UPDATED_NEW",
            )
        return number(answer["Attributes"], "tickets")

    def _update(
        self, channel: str, change: str, *, condition: str, values: dict[str, str | int | None]
    ) -> None:
        with store_errors():
            self._client.update_item(
                TableName=self._table,
                Key=_key(channel),
                UpdateExpression=change,
                ConditionExpression=condition,
                ExpressionAttributeValues=marshal(**values),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )


def _key(channel: str) -> dict[str, Any]:
    return marshal(pk=_CHANNELS, sk=channel)


def _time(item: Any, name: str, otherwise: datetime) -> datetime:
    value = optional(item, name)
    return read_time(value) if value else otherwise
