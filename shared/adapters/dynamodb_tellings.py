"""Who was told of open violations, from the Notifications table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters import notification_keys as keys
from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_items import text
from shared.adapters.life_json import read_life
from shared.domain.life import Life
from shared.domain.observations import StateKey
from shared.domain.sightings import ViolationKey
from shared.domain.telling import Telling, is_news, telling_of
from shared.domain.times import read_time
from shared.domain.violation_keys import violation_shown_by

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

type _Told = Mapping[ViolationKey, Mapping[str, datetime]]


class DynamoDbTellings:
    """Implements Tellings: lives by their keys, then their alerts, a hundred to a request."""

    def __init__(self, client: "DynamoDBClient", table: str, pool: Executor) -> None:
        self._reader = BatchReader(client, table, pool)

    def of(self, violations: Iterable[StateKey]) -> Mapping[StateKey, Telling]:
        """Return who is told of each; see the port."""
        shown = {state: violation_shown_by(state) for state in violations}
        lives = self._lives(set(shown.values()))
        told_at = self._told_at(lives.values())
        return {
            state: telling_of(lives.get(violation), told_at.get(violation, {}))
            for state, violation in shown.items()
        }

    def _lives(self, violations: Iterable[ViolationKey]) -> Mapping[ViolationKey, Life]:
        wanted = [(keys.life_pk(violation), keys.LIFE) for violation in violations]
        found = [read_life(text(item, "life")) for item in self._reader.items(wanted)]
        return {life.violation: life for life in found}

    def _told_at(self, lives: Iterable[Life]) -> _Told:
        """Return when each channel was told that the present period began, where it was."""
        wanted = {
            keys.opening_key(life.violation, life.period, target.channel): life.violation
            for life in lives
            if is_news(life)
            for target in life.told
        }
        found: dict[ViolationKey, dict[str, datetime]] = defaultdict(dict)
        for item in self._reader.items(wanted):
            if "told_at" in item:
                violation = wanted[text(item, "pk"), text(item, "sk")]
                found[violation][text(item, "channel")] = read_time(text(item, "told_at"))
        return found
