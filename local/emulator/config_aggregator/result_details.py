"""The results of one rule in one source of an aggregator.

Stands for: only COMPLIANT and NON_COMPLIANT results are told of, but pages are cut over all results
that there are, and then filtered: a page may be empty and have a token.
"""

from local.emulator.calls import Properties
from local.emulator.config_aggregator.aggregators import sources_of
from local.emulator.config_aggregator.pages import Position, RefusedError, Request, Row, Walk
from local.emulator.config_aggregator.place import SHOWN, Place, Result
from local.emulator.config_aggregator.rule_compliance import check_compliance_type

NEEDED = ("ConfigRuleName", "AccountId", "AwsRegion")


def get_aggregate_compliance_details_by_config_rule(request: Request) -> Properties:
    """Return the results of one rule in one source."""
    if missing := [name for name in NEEDED if not request.get(name)]:
        raise RefusedError("ValidationException", f"Missing: {', '.join(missing)}.")
    check_compliance_type(request.get("ComplianceType"))
    name, account, region = (request[name] for name in NEEDED)
    walk = Walk(
        action="GetAggregateComplianceDetailsByConfigRule",
        request=request,
        most=100,
        default=50,
    )
    place = next(
        (s.shown for s in sources_of(request) if (s.account, s.region) == (account, region)),
        Place(),
    )
    wanted = [request["ComplianceType"]] if request.get("ComplianceType") else SHOWN
    rows: list[Row[Properties]] = [
        (result.resource, _detail(result, account, region) if result.compliance in wanted else None)
        for result in sorted(place.results_of(name), key=lambda result: result.resource)
    ]
    third = name in sorted(place.results)[::3]

    def first_of_every_third_rule(position: Position) -> bool:
        return third and position.pages == 0

    return walk.page("AggregateEvaluationResults", rows, first_of_every_third_rule)


def _detail(result: Result, account: str, region: str) -> Properties:
    resource_type, resource_id = result.resource
    identifier: Properties = {
        "EvaluationResultQualifier": {
            "ConfigRuleName": result.rule,
            "ResourceType": resource_type,
            "ResourceId": resource_id,
            "EvaluationMode": "DETECTIVE",
        }
    }
    told: Properties = {
        "EvaluationResultIdentifier": identifier,
        "ComplianceType": result.compliance,
        "ResultRecordedTime": result.recorded.timestamp(),
        "AccountId": account,
        "AwsRegion": region,
    }
    if result.ordering:
        identifier["OrderingTimestamp"] = result.ordering.timestamp()
    if result.invoked:
        told["ConfigRuleInvokedTime"] = result.invoked.timestamp()
    if result.annotation:
        told["Annotation"] = result.annotation
    return told
