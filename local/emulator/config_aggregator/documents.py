"""The documents that can be queried: resources, and how compliant each of them is.

Stands for: AWS Config keeps, beside each resource's own document, one of the type
AWS::Config::ResourceCompliance with all its rules. Deleted resources have none.
"""

from collections.abc import Iterator
from typing import Any

from local.emulator.config_aggregator.model import Source
from local.emulator.config_aggregator.place import Resource, Result
from local.emulator.config_aggregator.reading import write_moment

type Document = dict[str, Any]

COMPLIANCE = "AWS::Config::ResourceCompliance"


def documents_of(source: Source, *, compliance: bool = True) -> list[Document]:
    """Return the documents of a source by type and id; those of compliance can be left out."""
    found = [*_resources(source), *(_compliances(source) if compliance else ())]
    return sorted(found, key=lambda document: (document["resourceType"], document["resourceId"]))


def found_at(document: Document, path: str) -> list[Any]:
    """Return what stands at a path such as `a.b.c`, in every element of a list on the way."""
    found: list[Any] = [document]
    for name in path.split("."):
        parents = [element for value in found for element in _elements(value)]
        found = [parent[name] for parent in parents if isinstance(parent, dict) and name in parent]
    return [element for value in found for element in _elements(value)]


def projected(value: Any, path: str) -> Any:
    """Return no more of a document than what stands at a path, where it stands."""
    if isinstance(value, list):
        return [projected(element, path) for element in value]
    name, _, rest = path.partition(".")
    if not isinstance(value, dict) or name not in value:
        return {}
    return {name: projected(value[name], rest) if rest else value[name]}


def merged(one: Any, other: Any) -> Any:
    """Return two projections of the same document as one."""
    if isinstance(one, dict) and isinstance(other, dict):
        shared = {name: merged(one[name], other[name]) for name in one if name in other}
        return {**one, **other, **shared}
    if isinstance(one, list) and isinstance(other, list):
        return [merged(*elements) for elements in zip(one, other, strict=True)]
    return other


def _elements(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _resources(source: Source) -> Iterator[Document]:
    for (resource_type, resource_id), captured in source.shown.inventory.items():
        yield {
            "accountId": source.account,
            "awsRegion": source.region,
            "resourceType": resource_type,
            "resourceId": resource_id,
            "configurationItemCaptureTime": write_moment(captured),
            "tags": [
                {"key": key, "value": value, "tag": f"{key}={value}"}
                for key, value in source.shown.tags.get((resource_type, resource_id), {}).items()
            ],
        }


def _compliances(source: Source) -> Iterator[Document]:
    by_resource: dict[Resource, list[Result]] = {}
    for result in source.shown.results_of(None):
        if result.is_shown:
            by_resource.setdefault(result.resource, []).append(result)
    for (resource_type, resource_id), results in by_resource.items():
        rules = [_rule(source, result) for result in sorted(results, key=lambda r: r.rule)]
        compliant = all(rule["complianceType"] == "COMPLIANT" for rule in rules)
        yield {
            "accountId": source.account,
            "awsRegion": source.region,
            "resourceType": COMPLIANCE,
            "resourceId": f"{resource_type}/{resource_id}",
            "configurationItemCaptureTime": write_moment(max(r.recorded for r in results)),
            "configuration": {
                "targetResourceType": resource_type,
                "targetResourceId": resource_id,
                "complianceType": "COMPLIANT" if compliant else "NON_COMPLIANT",
                "configRuleList": rules,
            },
        }


def _rule(source: Source, result: Result) -> Document:
    place = f"arn:aws:config:{source.region}:{source.account}:config-rule"
    arn = result.rule_arn or f"{place}/config-rule-{result.rule}"
    return {
        "configRuleName": result.rule,
        "configRuleArn": arn,
        "configRuleId": arn.rsplit("/", 1)[-1],
        "complianceType": result.compliance,
    }
