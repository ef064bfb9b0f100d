"""The tags of resources, as AWS Config's aggregator has recorded them.

By its query language: the operation for many resources, BatchGetAggregateResourceConfig, answers
without tags (API reference, BaseConfigurationItem), and the one with tags takes one at a time.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from shared.adapters.config_errors import config_errors
from shared.adapters.config_queries import tag_queries
from shared.domain.observations import ResourceKey
from shared.observability import logger
from shared.ports.reconciling import SourceRefusedError, SourceUnavailableError
from shared.ports.routing import Tags

if TYPE_CHECKING:
    from mypy_boto3_config.client import ConfigServiceClient

# What was answered of resources of one type: by id, in each region where there is one.
type Told = dict[str, dict[str, Tags]]
_GLOBAL = "global"


class ConfigResourceTags:
    """Implements ResourceTags; what is not answered is unknown, and logged."""

    def __init__(self, client: "ConfigServiceClient", aggregator: str) -> None:
        self._client = client
        self._aggregator = aggregator

    def of(self, resources: Iterable[ResourceKey]) -> Mapping[ResourceKey, Tags | None]:
        """Return the tags of each resource; see the port."""
        asked: dict[tuple[str, str], list[ResourceKey]] = defaultdict(list)
        for resource in dict.fromkeys(resources):
            asked[resource.account, resource.resource_type].append(resource)
        found: dict[ResourceKey, Tags | None] = {}
        for (account, resource_type), some in asked.items():
            found |= self._of_type(account, resource_type, some)
        return found

    def _of_type(
        self, account: str, resource_type: str, resources: list[ResourceKey]
    ) -> Iterator[tuple[ResourceKey, Tags | None]]:
        told: Told = defaultdict(dict)
        try:
            for query in tag_queries(account, resource_type, [r.resource_id for r in resources]):
                for row in self._rows(query):
                    _add(told, row)
        except (SourceUnavailableError, SourceRefusedError) as error:
            logger.warning(
                "tags are not known",
                extra={"account_id": account, "resource_type": resource_type, "reason": str(error)},
            )
        for resource in resources:
            yield resource, _tags_of(resource, told.get(resource.resource_id, {}))

    def _rows(self, query: str) -> Iterator[str]:
        token: dict[str, str] = {}
        while True:
            with config_errors():
                answer = self._client.select_aggregate_resource_config(
                    ConfigurationAggregatorName=self._aggregator,
                    Expression=query,
                    Limit=100,
                    **token,  # type: ignore[arg-type] # only NextToken
                )
            yield from answer.get("Results", ())
            following = answer.get("NextToken")
            if not following:
                return
            if following == token.get("NextToken"):
                raise SourceUnavailableError("AWS Config gives the same page again")
            token = {"NextToken": following}


def _tags_of(resource: ResourceKey, by_region: Mapping[str, Tags]) -> Tags | None:
    """Return the tags of a resource; a global one is recorded in any region, or in none."""
    if resource.region in {"", _GLOBAL}:
        return next(iter(by_region.values()), None)
    return by_region.get(resource.region, by_region.get(_GLOBAL))


def _add(told: Told, row: str) -> None:
    """Add what a row says; without a list of tags it says nothing of them."""
    document = json.loads(row)
    listed = document.get("tags") if isinstance(document, dict) else None
    if isinstance(listed, list):
        name, region = (str(document.get(member, "")) for member in ("resourceId", "awsRegion"))
        told[name][region] = dict(_tag(said) for said in listed if isinstance(said, dict))


def _tag(said: Mapping[str, Any]) -> tuple[str, str]:
    return str(said.get("key", "")), str(said.get("value", ""))
