"""What was heard, recorded in memory or on DynamoDB: a fake is held against what it stands for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.usecases.record_batch import Message, record_batch
from tests.builders.observations import at
from tests.builders.tables import TABLES
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

IN_MEMORY, ON_DYNAMODB = BOTH_STORES = ("in memory", "on DynamoDB")


def recorded(
    where: str, client: "DynamoDBClient", heard: Sequence[Message]
) -> InMemoryComplianceStore | None:
    """Record messages an hour after the first could be; return the store that is in memory."""
    memory = InMemoryComplianceStore() if where == IN_MEMORY else None
    store = memory or DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    record_batch(heard, store, at(60), lambda _: None)
    return memory
