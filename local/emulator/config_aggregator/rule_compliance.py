"""How compliant the sources of an aggregator are, rule by rule.

Stands for: rules without COMPLIANT or NON_COMPLIANT results are left out, but pages are cut over
all rules that there are, and then filtered: a page may be empty and have a token. No count says
more than 25.
"""

from collections.abc import Iterator
from typing import Any

from local.emulator.calls import Properties
from local.emulator.config_aggregator.aggregators import sources_of
from local.emulator.config_aggregator.model import Source
from local.emulator.config_aggregator.pages import RefusedError, Request, Row, Walk, every_third
from local.emulator.config_aggregator.place import SHOWN

CAP = 25


def describe_aggregate_compliance_by_config_rules(request: Request) -> Properties:
    """Say of each rule in each source whether all that it looks at is compliant."""
    filters = request.get("Filters") or {}
    check_compliance_type(filters.get("ComplianceType"))
    walk = Walk(
        action="DescribeAggregateComplianceByConfigRules",
        request=request,
        most=1000,
        default=1000,
    )
    rows = _rules(sources_of(request), filters)
    return walk.page("AggregateComplianceByConfigRules", rows, every_third)


def check_compliance_type(compliance: str | None) -> None:
    """Refuse what neither of the two queries can look for."""
    if compliance is not None and compliance not in SHOWN:
        message = f"ComplianceType {compliance} is not supported; {' and '.join(SHOWN)} are."
        raise RefusedError("ValidationException", message)


def _rules(sources: list[Source], filters: dict[str, Any]) -> Iterator[Row[Properties]]:
    for source in sources:
        for rule in sorted(source.shown.results):
            key = (source.account, source.region, rule)
            told = _rule(source, rule)
            yield key, told if told and _passes(told, filters) else None


def _rule(source: Source, rule: str) -> Properties | None:
    shown = [result.compliance for result in source.shown.results_of(rule) if result.is_shown]
    if not shown:
        return None
    compliance = "NON_COMPLIANT" if "NON_COMPLIANT" in shown else "COMPLIANT"
    count = shown.count(compliance)
    return {
        "ConfigRuleName": rule,
        "Compliance": {
            "ComplianceType": compliance,
            "ComplianceContributorCount": {
                "CappedCount": min(count, CAP),
                "CapExceeded": count > CAP,
            },
        },
        "AccountId": source.account,
        "AwsRegion": source.region,
    }


def _passes(told: Properties, filters: dict[str, Any]) -> bool:
    flat = {**told, "ComplianceType": told["Compliance"]["ComplianceType"]}
    return all(flat[name] == value for name, value in filters.items())
