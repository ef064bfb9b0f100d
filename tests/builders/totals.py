"""The sums of the organisation, brought in step as the stream would."""

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_stream_changes import changes_of
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.usecases.update_totals import update_totals
from tests.builders.tables import everything

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


_NUMBERS = count(1)


def add_up(client: "DynamoDBClient", table: str) -> None:
    """Add everything that is counted in places to the sums; adding it again adds nothing."""
    counted = [
        {"dynamodb": {"Keys": item, "NewImage": item, "SequenceNumber": str(next(_NUMBERS))}}
        for item in everything(client, table)
        if item["sk"]["S"].startswith((keys.ROLLUP, keys.ACTIVITY))
    ]
    store = DynamoDbTotalsStore(client, table, timedelta(days=90))
    update_totals(changes_of(counted, _never), store, lambda _: None)


def _never(record: object) -> None:
    raise AssertionError(record)
