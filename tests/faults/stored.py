"""What is stored, read item by item, against what the story says should be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_actions import Tables
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import Item, number, read_record, text
from shared.domain.rollups import Counts, RollupKey
from shared.domain.state import Record
from tests.builders.tables import everything
from tests.faults.stream import Expected, Key, Story

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

COUNTED = {
    "compliant": "COMPLIANT",
    "non_compliant": "NON_COMPLIANT",
    "not_applicable": "NOT_APPLICABLE",
}


@dataclass(frozen=True)
class Stored:
    """Tables, and whoever reads and writes them."""

    client: "DynamoDBClient"
    tables: Tables

    def store(self) -> DynamoDbComplianceStore:
        """Return the store as an instance of the function has it."""
        return DynamoDbComplianceStore(self.client, self.tables, lambda: datetime.now(UTC))

    def empty(self) -> None:
        """Delete everything."""
        for table in (self.tables.config_compliance, self.tables.events, self.tables.notifications):
            for item in everything(self.client, table):
                key = {name: item[name] for name in ("pk", "sk")}
                self.client.delete_item(TableName=table, Key=key)

    def assert_tells(self, story: Story) -> None:
        """Compare state, history, rollups and activity with the story."""
        items = everything(self.client, self.tables.config_compliance)
        records = [read_record(item) for item in items if item["sk"]["S"].startswith("S#")]
        assert states_of(records) == story.states
        assert rollups_of(map(_rollup, _beginning(items, "R#"))) == story.counts()
        history = everything(self.client, self.tables.events)
        more_and_fewer = _more_and_fewer((item["id"]["S"] for item in history), story.ids)
        assert more_and_fewer == ([], []), more_and_fewer
        assert sum(number(i, "total_events") for i in _beginning(items, "D#")) == story.results


def states_of(records: Iterable[Record]) -> dict[Key, Expected]:
    """Return what is to be seen of the open ones among the records."""
    return {
        (r.key.account, r.key.rule_name, r.key.resource_type, r.key.resource_id): Expected(
            r.status, r.since, r.previous_status
        )
        for r in records
        if r.status is not None
    }


def rollups_of(
    rollups: Iterable[tuple[RollupKey, Counts]],
) -> Counter[tuple[str, str, str, str]]:
    """Return what is counted, by account, rule, type and status."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for key, counts in rollups:
        numbers = {status: getattr(counts, name) for name, status in COUNTED.items()}
        assert counts.total == sum(numbers.values())
        place = (key.account, key.rule_name, key.resource_type)
        counted.update({(*place, status): n for status, n in numbers.items() if n})
    return counted


def _more_and_fewer(stored: Iterable[str], told: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what is stored beyond what was told, and what was told but not stored."""
    there, wanted = Counter(stored), Counter(told)
    return sorted((there - wanted).elements()), sorted((wanted - there).elements())


def _beginning(items: Iterable[Item], prefix: str) -> list[Item]:
    return [item for item in items if item["sk"]["S"].startswith(prefix)]


def _rollup(item: Item) -> tuple[RollupKey, Counts]:
    names = ("account", "region", "rule_name", "resource_type")
    key = RollupKey(*(text(item, name) for name in names))
    return key, Counts(*(number(item, name) for name in Counts._fields))
