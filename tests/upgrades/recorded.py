"""What a release writes into its tables, of a morning that is always the same."""

import base64
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import Item
from shared.adapters.dynamodb_mutes import DynamoDbMutes
from shared.domain.observations import Evaluation, ItemChange
from shared.usecases.record_batch import record_batch
from tests.builders.mutes import created, muting
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.questions import messages
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.builders.totals import add_up

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

OPEN, MUTED, SETTLED, DELETED = "bucket-open", "bucket-muted", "bucket-settled", "bucket-deleted"
MUTE = "kept-by-an-upgrade"
A_CENTURY = 36_500  # days: it is in force whenever the tests are run
NAMES = {
    "ConfigCompliance": TABLES.config_compliance,
    "Events": TABLES.events,
    "Notifications": TABLES.notifications,
}


def written_items() -> dict[str, dict[str, Item]]:
    """Return all items by table and key, as this version writes them."""
    with mocked_tables() as client:
        _happen(client)
        return {
            name: {key_text(item): plain(item) for item in everything(client, table)}
            for name, table in NAMES.items()
        }


def _happen(client: "DynamoDBClient") -> None:
    store = DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    record_batch(messages(_heard()), store, at(60), lambda _: None)
    add_up(client, TABLES.config_compliance)
    mute = muting(MUTE, days=A_CENTURY, resource_id=MUTED)
    DynamoDbMutes(client, TABLES.notifications, TABLES.retention).add(created(mute))


def _heard() -> list[Evaluation | ItemChange]:
    return [
        result(1, C, of=key(OPEN)),
        result(2, N, C, of=key(OPEN), annotation="It can be read by anybody."),
        result(3, N, of=key(MUTED)),
        result(4, N, of=key(SETTLED)),
        result(9, C, N, of=key(SETTLED)),
        result(5, N, of=key(DELETED)),
        deletion(7, key(DELETED)),
    ]


def key_text(item: Item) -> str:
    """Return the key of an item as one text."""
    return f"{item['pk']['S']} {item['sk']['S']}"


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: bytes in base 64, as DynamoDB's own JSON has them."""
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case _:
            return value
