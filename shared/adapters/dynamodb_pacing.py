"""Whose turn it is to post, and until when a channel is left alone: one item for each channel."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import expiry, marshal, number, optional, text
from shared.domain.outbox import Pause
from shared.domain.tickets import Ticket
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
        """Keep until when a channel wants to be left alone; see the port."""
        unavailable = ", unavailable = :yes" if pause.unavailable else " REMOVE unavailable"
        values: dict[str, str | int | None] = {
            ":until": sortable(pause.until),
            ":failures": pause.failures,
            ":expires": expiry(pause.until, _KEPT),
            ":yes": "yes" if pause.unavailable else None,
        }
        try:
            self._update(
                channel,
                "SET paused_until = :until, failures = :failures, expires_at = :expires"
                + unavailable,
                condition="attribute_not_exists(paused_until) OR paused_until < :until",
                values=values,
            )
        except self._refused:
            self._keep_more_failures(channel, pause.failures)

    def _keep_more_failures(self, channel: str, failures: int) -> None:
        with suppress(self._refused):
            self._update(
                channel,
                "SET failures = :failures",
                condition="failures < :failures",
                values={":failures": failures},
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

    def tickets(self, channel: str, now: datetime) -> Mapping[Ticket, int]:
        """Return how many tickets of the minute are taken; see the port."""
        with store_errors():
            found = self._client.get_item(
                TableName=self._table, Key=_key(_minute_of(channel, now)), ConsistentRead=True
            )
        return {ticket: number(found.get("Item", {}), ticket.value) for ticket in Ticket}

    def take_ticket(self, channel: str, ticket: Ticket, now: datetime, most: int) -> bool:
        """Take one of the tickets of the minute; see the port."""
        left = "attribute_not_exists(#kind) OR #kind < :bound"
        try:
            self._count(channel, ticket, now, "1", left, bound=most)
        except self._refused:
            return False
        return True

    def return_ticket(self, channel: str, ticket: Ticket, taken_at: datetime) -> None:
        """Give back a ticket of its minute; see the port."""
        with suppress(self._refused):
            self._count(channel, ticket, taken_at, "-1", "#kind > :bound", bound=0)

    def _count(
        self, channel: str, ticket: Ticket, now: datetime, by: str, condition: str, *, bound: int
    ) -> None:
        values = marshal(**{":bound": bound, ":expires": expiry(now, _TICKETS_KEPT)})
        with store_errors():
            self._client.update_item(
                TableName=self._table,
                Key=_key(_minute_of(channel, now)),
                UpdateExpression="SET expires_at = :expires ADD #kind :by",
                ConditionExpression=condition,
                ExpressionAttributeNames={"#kind": ticket.value},
                ExpressionAttributeValues={**values, ":by": {"N": by}},
            )

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


def _minute_of(channel: str, now: datetime) -> str:
    return f"{channel}#{sortable(now.replace(second=0, microsecond=0))}"


def _time(item: Any, name: str, otherwise: datetime) -> datetime:
    value = optional(item, name)
    return read_time(value) if value else otherwise
