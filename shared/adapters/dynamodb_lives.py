"""The lives of violations, in the Notifications table, and what is planned of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.adapters import notification_keys as keys
from shared.adapters.dynamodb_alerts import alert_item, alert_key
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_entry_updates import drop
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_fallback import fallback_action
from shared.adapters.dynamodb_hushes import (
    Hushing,
    hushed_items,
    hushing_action,
    hushing_of,
)
from shared.adapters.dynamodb_items import Item, expiry, marshal, text
from shared.adapters.dynamodb_notices import notice_key, read_notice
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_steps import Action, Step, write_steps
from shared.adapters.life_json import read_life, write_life
from shared.adapters.planned_lines import log_plans
from shared.domain.fallback import FallbackKey, without_route
from shared.domain.life import Life
from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.sightings import ViolationKey
from shared.domain.times import sortable
from shared.ports.planning import KeptLife, LifeStep

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

type _Counted = FallbackKey | Hushing

WAKE = "wake"  # `kind` of a life that is due


class DynamoDbLives:
    """Implements Lives; `retention` is how long a life is kept that is over."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._reader = RangeReader(client, table, consistent=True)

    def kept(self, violations: Iterable[ViolationKey]) -> Mapping[ViolationKey, KeptLife]:
        """Return each life; see the port."""
        wanted = {keys.life_pk(violation): violation for violation in violations}
        items = read_items(self._client, self._table, map(_key, wanted), consistent=True)
        found = {pk: _read(item) for (pk, _), item in items.items()}
        return {
            violation: found.get(pk) or KeptLife(Life(violation=violation))
            for pk, violation in wanted.items()
        }

    def notices(self, states: Iterable[StateKey]) -> Sequence[Notice]:
        """Return all notices of states that are not done with; see the port."""
        return [
            read_notice(item)
            for state in states
            for item in self._reader.items(Range(pk=keys.notices_pk(state)))
        ]

    def keep(self, steps: Sequence[LifeStep], now: datetime) -> Sequence[bool]:
        """Write the steps whose life is as it was; see the port."""
        written = [Step(list(self._actions(step, now)), _counted(step)) for step in steps]

        def counting(key: _Counted, violations: int) -> Action:
            if isinstance(key, Hushing):
                return hushing_action(self._table, key, violations)
            return fallback_action(self._table, key, violations, now, self._retention)

        with store_errors():
            done = write_steps(self._client, written, counting)
        log_plans(step for step, is_written in zip(steps, done, strict=True) if is_written)
        return done

    def _actions(self, step: LifeStep, now: datetime) -> Iterator[Action]:
        yield {"Put": {"TableName": self._table, **self._put_life(step, now)}}
        for notice in step.notices:
            yield {"Delete": {"TableName": self._table, "Key": notice_key(notice)}}
        for due in step.alerts:
            yield {"Put": {"TableName": self._table, "Item": alert_item(due, now)}}
        for item in hushed_items(step):
            yield {"Put": {"TableName": self._table, "Item": item}}
        gone = expiry(now, self._retention)
        for entry in step.dropped:
            change = drop(entry, now, step.because, gone)
            yield {"Update": {"TableName": self._table, "Key": alert_key(entry.notice), **change}}

    def _put_life(self, step: LifeStep, now: datetime) -> dict[str, Any]:
        due = sortable(step.due) if step.due else None
        item = marshal(
            pk=keys.life_pk(step.life.violation),
            sk=keys.LIFE,
            kind=WAKE,
            life=write_life(step.life),
            revision=uuid4().hex,
            due_pk=keys.DUE if due else None,
            due_at=due,
            expires_at=None if step.life.lasts else expiry(now, self._retention),
        )
        if step.kept.revision is None:
            return {"Item": item, "ConditionExpression": "attribute_not_exists(pk)"}
        return {
            "Item": item,
            "ConditionExpression": "revision = :revision",
            "ExpressionAttributeValues": marshal(**{":revision": step.kept.revision}),
        }


def read_wake(item: Mapping[str, Any]) -> ViolationKey:
    """Return the violation whose life an item holds."""
    return read_life(text(item, "life")).violation


def _counted(step: LifeStep) -> Counter[_Counted]:
    counted = Counter[_Counted]()
    counted.update(without_route(due.alert for due in step.alerts).elements())
    if mute := hushing_of(step):
        counted[Hushing(mute)] = 1
    return counted


def _key(pk: str) -> Item:
    return marshal(pk=pk, sk=keys.LIFE)


def _read(item: Item) -> KeptLife:
    return KeptLife(read_life(text(item, "life")), text(item, "revision"))
