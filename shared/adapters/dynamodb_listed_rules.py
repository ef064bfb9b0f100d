"""Which unclassified rules a digest has listed, in the ConfigCompliance table."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_PARTITION = "LISTED"


class DynamoDbListedRules:
    """Implements ListedRules: an item for each rule, which never expires."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)

    def listed(self) -> Mapping[str, str]:
        """Return each rule that was listed, with the name of the digest that did."""
        items = self._reader.items(Range(pk=_PARTITION))
        return {text(item, "rule_name"): text(item, "digest") for item in items}

    def record_listed(self, rules: Iterable[str], digest: str) -> None:
        """Keep that a digest listed the rules; the first one that did stays so."""
        for rule in rules:
            with store_errors():
                self._client.update_item(
                    TableName=self._table,
                    Key=marshal(pk=_PARTITION, sk=keys.part(rule)),
                    UpdateExpression="SET rule_name = :rule, digest = if_not_exists(digest, :name)",
                    ExpressionAttributeValues=marshal(**{":rule": rule, ":name": digest}),
                )
