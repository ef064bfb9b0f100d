"""The compliance store on DynamoDB: transactions on conditions, never a read before a write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_actions import Subject, Tables, actions
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import (
    expiry,
    history_item,
    marshal,
    read_record,
    text,
)
from shared.adapters.dynamodb_recorders import Recorders
from shared.adapters.dynamodb_registry import Registry
from shared.adapters.dynamodb_scopes import within
from shared.domain.history import HistoryItem
from shared.domain.observations import (
    Grave,
    PlaceKey,
    ResourceKey,
    RuleKey,
    Scope,
    StateKey,
    Version,
)
from shared.domain.plan import Knowledge, Plan
from shared.domain.recorder import Recorder, RecorderStep
from shared.domain.state import Record
from shared.ports.errors import StoreRefusedError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class DynamoDbComplianceStore:
    """Implements ComplianceStore."""

    def __init__(
        self, client: "DynamoDBClient", tables: Tables, clock: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._tables = tables
        self._clock = clock
        self._registry = Registry(client, tables.config_compliance)
        self._recorders = Recorders(client, tables.config_compliance, tables.notifications)

    def commit(self, plan: Plan) -> Knowledge | None:
        """Write a plan as one transaction; see the port."""
        planned = list(actions(plan, self._tables, self._clock()))
        subjects = [subject for subject, _ in planned]
        try:
            with store_errors():
                self._client.transact_write_items(
                    TransactItems=[
                        cast("TransactWriteItemTypeDef", action) for _, action in planned
                    ]
                )
        except self._client.exceptions.TransactionCanceledException as error:
            return _learn(subjects, error.response.get("CancellationReasons", []))
        except self._client.exceptions.TransactionConflictException:
            return Knowledge()
        return None

    def bury(self, grave: Grave, version: Version) -> bool:
        """Remember an end; see the port."""
        with store_errors():
            try:
                self._client.update_item(
                    TableName=self._tables.config_compliance,
                    Key=marshal(
                        pk=keys.account_pk(grave.account, grave.region),
                        sk=keys.grave_sk(grave),
                    ),
                    UpdateExpression="SET #version = :version, expires_at = :expires_at",
                    ConditionExpression="attribute_not_exists(pk) OR #version < :version",
                    ExpressionAttributeNames={"#version": "version"},
                    ExpressionAttributeValues=marshal(
                        **{":version": version.text},
                        **{":expires_at": expiry(self._clock(), self._tables.retention)},
                    ),
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return True  # this end or a newer one is remembered already
            except self._client.exceptions.TransactionConflictException:
                return False
        return True

    def states_of(self, scope: Scope) -> Iterator[Record]:
        """Yield the states of a scope; see the port.

        A rule's states are sorted by resource: all states of its place are read to find them. That
        is seldom, and an index could miss what was just written.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._tables.config_compliance,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ConsistentRead=True,
            **within(scope),
        )
        with store_errors():
            for page in pages:
                yield from map(read_record, page["Items"])

    def remember(self, item: HistoryItem) -> None:
        """Keep an item of history; see the port."""
        with store_errors():
            self._client.put_item(
                TableName=self._tables.events, Item=history_item(item, self._tables.retention)
            )

    def register(self, place: PlaceKey, now: datetime, *, spoke: bool) -> None:
        """Keep a place in the registry; see the port."""
        self._registry.register(place, now, spoke=spoke)

    def recorder(self, place: PlaceKey) -> Recorder:
        """Return what is known of the recorder of a place; see the port."""
        return self._recorders.recorder(place)

    def keep_recorder(self, step: RecorderStep) -> bool:
        """Keep what a call changes of it, and what there is to tell; see the port."""
        return self._recorders.keep(step, self._clock())

    def forget(self, place: PlaceKey) -> None:
        """Take a place out of the registry; see the port."""
        self._recorders.forget(place)
        self._registry.forget(place)


# Reasons that say "somebody else was writing" or "too fast", not "what you assumed is wrong"
# (DynamoDB API reference, TransactWriteItems, cancellation reasons).
_TRANSIENT = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
_EXPECTED = _TRANSIENT | {"ConditionalCheckFailed", "None", None}


def _learn(subjects: Sequence[Subject], reasons: Sequence[Mapping[str, Any]]) -> Knowledge:
    if unexpected := [reason for reason in reasons if reason.get("Code") not in _EXPECTED]:
        raise StoreRefusedError(f"the transaction was refused: {unexpected}")
    learned = Knowledge()
    for subject, reason in zip(subjects, reasons, strict=True):
        if reason.get("Code") == "ConditionalCheckFailed":
            _learn_from(learned, subject, reason.get("Item") or {})
    return learned


def _learn_from(learned: Knowledge, subject: Subject, item: Mapping[str, Any]) -> None:
    match subject:
        case StateKey():
            learned.records[subject] = read_record(item) if item else None
        case ResourceKey() | RuleKey() | PlaceKey():
            learned.buried[subject] = Version.read(text(item, "version")) if item else None
        case HistoryItem():
            learned.recorded.add(subject.identity)
        case None:
            raise AssertionError("an action without a condition was refused on its condition")
