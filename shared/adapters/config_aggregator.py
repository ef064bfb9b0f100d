"""What AWS Config knows of all accounts, through its aggregator.

AWS Config API reference, each of the operations named here. Its pages may be empty and still have a
token, so that only the missing token is the end.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from shared.adapters.config_answers import (
    read_overview,
    read_place,
    read_resource_id,
    read_result,
    read_source,
)
from shared.adapters.config_errors import config_errors
from shared.adapters.config_queries import inventory_query, overview_query
from shared.domain.differences import Resource, Result
from shared.domain.observations import PlaceKey, RuleKey
from shared.domain.sources import SUCCEEDED, Sources
from shared.ports.reconciling import SourceUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_config.client import ConfigServiceClient

type Json = dict[str, Any]


class ConfigAggregator:
    """Implements ConfigResults; one question at a time, since AWS Config throttles low."""

    def __init__(self, client: "ConfigServiceClient", name: str) -> None:
        self._client = client
        self._name = name

    def sources(self) -> Sources:
        """Return where the aggregator collects from; see the port."""
        told = list(
            self._pages(
                "describe_configuration_aggregator_sources_status",
                "AggregatedSourceStatusList",
                Limit=100,
            )
        )
        accounts = [row for row in told if row.get("SourceType") != "ORGANIZATION"]
        organisation = [row for row in told if row.get("SourceType") == "ORGANIZATION"]
        lists_all = all(row.get("LastUpdateStatus") == SUCCEEDED for row in organisation)
        return Sources(tuple(map(read_source, accounts)), lists_all)

    def rules(self, place: PlaceKey) -> Mapping[str, str]:
        """Return the rules that have results, and what each says as a whole."""
        told = self._pages(
            "describe_aggregate_compliance_by_config_rules",
            "AggregateComplianceByConfigRules",
            Filters={"AccountId": place.account, "AwsRegion": place.region},
            Limit=1000,
        )
        return {
            row["ConfigRuleName"]: row.get("Compliance", {}).get("ComplianceType", "")
            for row in told
            if read_place(row) == place
        }

    def overview(self, place: PlaceKey) -> Iterator[tuple[str, Resource, str]]:
        """Yield rule, resource and status; see the port."""
        for row in self._select(overview_query(place)):
            yield from read_overview(row, place)

    def results(self, rule: RuleKey) -> Iterator[Result]:
        """Yield the results of a rule; see the port."""
        told = self._pages(
            "get_aggregate_compliance_details_by_config_rule",
            "AggregateEvaluationResults",
            ConfigRuleName=rule.rule_name,
            AccountId=rule.account,
            AwsRegion=rule.region,
            Limit=100,
        )
        for row in told:
            if (result := read_result(row, rule)) is not None:
                yield result

    def resources(self, place: PlaceKey, resource_type: str) -> Iterator[str]:
        """Yield the ids of the recorded resources of a type; see the port."""
        if query := inventory_query(place, resource_type):
            for row in self._select(query):
                if resource_id := read_resource_id(row, place):
                    yield resource_id

    def _select(self, query: str) -> Iterator[str]:
        return self._pages(
            "select_aggregate_resource_config", "Results", Expression=query, Limit=100
        )

    def _pages(self, operation: str, member: str, **question: Any) -> Iterator[Any]:
        call = getattr(self._client, operation)
        token: Json = {}
        while True:
            with config_errors():
                answer = call(ConfigurationAggregatorName=self._name, **question, **token)
            yield from answer.get(member, ())
            if not (following := answer.get("NextToken")):
                return
            if following == token.get("NextToken"):
                raise SourceUnavailableError(f"AWS Config: {operation} gives the same page again")
            token = {"NextToken": following}
