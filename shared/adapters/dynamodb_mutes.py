"""Mutes and their audit trail, written to the Notifications table."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, expiry, marshal
from shared.adapters.dynamodb_mute_queries import AUDIT, DynamoDbMuteQueries, mute_key, mute_of
from shared.domain.mute_audit import AuditEntry
from shared.domain.mute_documents import write_mute
from shared.domain.mutes import Mute
from shared.domain.times import sortable
from shared.ports.errors import StoreUnavailableError
from shared.ports.muting import MuteConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_IS_NEW = {"ConditionExpression": "attribute_not_exists(pk)"}
_IS_NOT_ENDED = {
    "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(ended_at)",
}


class DynamoDbMutes(DynamoDbMuteQueries):
    """Implements Mutes; those that are over are kept for `retention`, what was done for good."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        super().__init__(client, table)
        self._retention = retention

    def add(self, entry: AuditEntry) -> Mute:
        """Keep a mute; see the port."""
        if self._write(entry, _IS_NEW):
            return entry.mute
        there = self._there(entry.mute.id)
        if not there.same_as(entry.mute):
            raise MuteConflictError(entry.mute.id)
        return there

    def end(self, entry: AuditEntry) -> Mute:
        """Keep that a mute was ended; see the port."""
        if self._write(entry, _IS_NOT_ENDED):
            return entry.mute
        there = self._there(entry.mute.id)
        if there.ended_at is None:
            raise StoreUnavailableError(f"{there.id} is being written by somebody else")
        return there

    def _there(self, mute_id: str) -> Mute:
        """Return the mute that stood in the way of a write."""
        item = self.item(mute_id)
        if item is None:
            raise StoreUnavailableError(f"{mute_id} is being written by somebody else")
        return mute_of(item)

    def _write(self, entry: AuditEntry, condition: dict[str, str]) -> bool:
        """Write a mute and what was done to it; return False if something stood in the way."""
        mute, trail = self._mute_item(entry.mute), _audit_item(entry)
        actions: list[Any] = [
            {"Put": {"TableName": self._table, "Item": mute, **condition}},
            {"Put": {"TableName": self._table, "Item": trail, **_IS_NEW}},
        ]
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except self._client.exceptions.TransactionCanceledException:
            return False
        return True

    def _mute_item(self, mute: Mute) -> Item:
        return mute_key(mute.id) | marshal(
            mute=_document(mute),
            ends=sortable(mute.ends),
            ended_at=sortable(mute.ended_at) if mute.ended_at else None,
            expires_at=expiry(mute.ends, self._retention),
        )


def _document(mute: Mute) -> str:
    return json.dumps(write_mute(mute), ensure_ascii=False, separators=(",", ":"))


def _audit_item(entry: AuditEntry) -> Item:
    at = sortable(entry.at)
    return marshal(
        pk=AUDIT,
        sk=f"{at}#{keys.part(entry.mute.id)}#{entry.action.value}",
        at=at,
        action=entry.action.value,
        by=entry.actor.name,
        origin=entry.actor.origin.value,
        address=entry.actor.address,
        mute=_document(entry.mute),
    )
