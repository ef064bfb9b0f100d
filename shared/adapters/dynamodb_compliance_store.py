"""The compliance store on DynamoDB: transactions on conditions, never a read before a write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
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
from shared.domain.history import HistoryItem
from shared.domain.observations import ResourceKey, StateKey, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.state import Record
from shared.domain.times import sortable
from shared.ports.errors import StoreRefusedError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

# How often one function instance renews "last heard" of an account: often enough for a digest that
# speaks of days, seldom enough to cost nothing.
HEARD_EVERY = timedelta(minutes=5)


class DynamoDbComplianceStore:
    """Implements ComplianceStore."""

    def __init__(
        self, client: "DynamoDBClient", tables: Tables, clock: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._tables = tables
        self._clock = clock
        self._heard: dict[tuple[str, str], datetime] = {}

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

    def bury(self, resource: ResourceKey, version: Version) -> bool:
        """Remember a deletion; see the port."""
        with store_errors():
            try:
                self._client.update_item(
                    TableName=self._tables.config_compliance,
                    Key=marshal(
                        pk=keys.account_pk(resource.account, resource.region),
                        sk=keys.buried_sk(resource),
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
                return True  # this deletion or a newer one is remembered already
            except self._client.exceptions.TransactionConflictException:
                return False
        return True

    def states_of(self, resource: ResourceKey) -> Iterator[Record]:
        """Yield the states of a resource; see the port."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._tables.config_compliance,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues=marshal(
                **{
                    ":pk": keys.account_pk(resource.account, resource.region),
                    ":prefix": keys.states_of_prefix(resource),
                }
            ),
            ConsistentRead=True,
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

    def hear_from(self, account: str, region: str, now: datetime) -> None:
        """Keep that an account was heard from; see the port."""
        last = self._heard.get((account, region))
        if last is not None and now - last < HEARD_EVERY:
            return
        moment = sortable(now)
        with store_errors():
            self._client.update_item(
                TableName=self._tables.config_compliance,
                Key=marshal(pk=keys.ACCOUNTS, sk=keys.joined(account, region)),
                UpdateExpression="SET account = :account, #region = :region, last_heard = :now,"
                " first_heard = if_not_exists(first_heard, :now)",
                ExpressionAttributeNames={"#region": "region"},
                ExpressionAttributeValues=marshal(
                    **{":account": account, ":region": region, ":now": moment}
                ),
            )
        self._heard[account, region] = now


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
        case ResourceKey():
            learned.buried[subject] = Version.read(text(item, "version")) if item else None
        case HistoryItem():
            learned.recorded.add(subject.identity)
        case None:
            raise AssertionError("an action without a condition was refused on its condition")
