"""The same answers as anybody would compute them first: read everything, filter it, count it."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3

from benchmarks.organisation.fleet import REGIONS
from benchmarks.organisation.made import TABLES
from local.aws import SECRET
from shared.adapters.dynamodb_keys import account_pk, time_pks
from shared.domain.times import sortable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.asked import Asker
    from benchmarks.key_store.server import KeyStore

REGION = "eu-central-1"
MEMBERS = ("account", "rule_name", "resource_type", "status")


class Naive:
    """Asks with a client and nothing else."""

    def __init__(self, store: KeyStore) -> None:
        self._client: Any = boto3.client(
            "dynamodb",
            endpoint_url=store.endpoint,
            region_name=REGION,
            aws_access_key_id="1" * 12,
            aws_secret_access_key=SECRET,
        )

    def events_of_a_week(self, asker: Asker) -> float:
        """List the events of a week, filter and count them; return how many seconds that took."""
        start, counts = time.perf_counter(), Counter[str]()
        since = sortable(datetime.fromtimestamp(float(asker.start_date()), UTC))
        for pk in [pk for region in REGIONS for pk in time_pks(region)]:
            for item in self._query(TABLES.events, "by_time", "time_pk", pk, since):
                counts[item["status"]["S"]] += 1
        return time.perf_counter() - start

    def summary(self, asker: Asker) -> float:
        """Read the states of all places and count them; return how many seconds that took."""
        start, counts = time.perf_counter(), Counter[tuple[str, ...]]()
        for place in asker.fleet.places:
            pk = account_pk(place.key.account, place.key.region)
            for item in self._query(TABLES.config_compliance, None, "pk", pk, "S#"):
                if item["sk"]["S"].startswith("S#"):
                    counts[tuple(item[name]["S"] for name in MEMBERS)] += 1
        assert sum(counts.values()) == asker.fleet.states
        return time.perf_counter() - start

    def _query(
        self, table: str, index: str | None, pk_name: str, pk: str, lowest: str
    ) -> Iterator[Any]:
        more = {"IndexName": index} if index else {}
        pages = self._client.get_paginator("query").paginate(
            TableName=table,
            KeyConditionExpression=f"{pk_name} = :pk AND sk >= :lowest",
            ExpressionAttributeValues={":pk": {"S": pk}, ":lowest": {"S": lowest}},
            **more,
        )
        for page in pages:
            yield from page["Items"]
