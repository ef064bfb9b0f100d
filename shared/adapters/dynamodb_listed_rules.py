"""Which unclassified rules a digest has listed, in the ConfigCompliance table."""

from collections.abc import Iterable, Mapping
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_PARTITION = "LISTED"
# DynamoDB developer guide, TransactWriteItems. A new deployment may list hundreds of rules at once.
_ACTIONS = 100


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
        for some in batched(dict.fromkeys(rules), _ACTIONS, strict=False):
            actions: list[Any] = [{"Update": self._update(rule, digest)} for rule in some]
            try:
                with store_errors():
                    self._client.transact_write_items(TransactItems=actions)
            except self._client.exceptions.TransactionCanceledException as error:
                raise StoreUnavailableError("another digest lists the same rules") from error

    def _update(self, rule: str, digest: str) -> dict[str, Any]:
        return {
            "TableName": self._table,
            "Key": marshal(pk=_PARTITION, sk=keys.part(rule)),
            "UpdateExpression": "SET rule_name = :rule, digest = if_not_exists(digest, :name)",
            "ExpressionAttributeValues": marshal(**{":rule": rule, ":name": digest}),
        }
