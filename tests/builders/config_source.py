"""AWS Config as the local AWS plays it: what happens in accounts, and a client of its API."""

import io
import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from ministack.core.responses import request_scope

from local.emulator.config_aggregator import api
from local.emulator.config_aggregator.knowledge import hear
from tests.builders.events import api_call, compliance_change, item_change

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient

type Json = dict[str, Any]

MASTER, AGENT, OTHER = "111111111111", "222222222222", "333333333333"
REGION, AGGREGATOR = "eu-central-1", "everybody"
BUCKET = "AWS::S3::Bucket"
C, N, NA = "COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE"


def result(
    name: str, status: str = N, rule: str = "encrypted", minute: int = 0, **place: str
) -> Json:
    """Return the event of a rule's result on a bucket, in the agent account unless told."""
    event = compliance_change(status)
    detail, new = event["detail"], event["detail"]["newEvaluationResult"]
    names = {"resourceId": name, "resourceType": BUCKET, "configRuleName": rule}
    detail |= names
    new["evaluationResultIdentifier"]["evaluationResultQualifier"] |= names
    new["resultRecordedTime"] = at(minute)
    return event | {"id": str(uuid.uuid4()), "account": AGENT} | place


def deletion(name: str, minute: int) -> Json:
    """Return the event of a bucket's deletion in the agent account."""
    return item(name, "ResourceDeleted", minute)


def item(name: str, status: str = "OK", minute: int = 0) -> Json:
    """Return the event of a bucket's configuration item in the agent account."""
    captured = {"configurationItemCaptureTime": at(minute)}
    return item_change(status, resourceId=name, resourceType=BUCKET, **captured)


def rule_deletion(rule: str, minute: int, **detail: Any) -> Json:
    """Return the event of a rule's deletion in the agent account."""
    asked = {"requestParameters": {"configRuleName": rule}}
    return api_call("DeleteConfigRule", eventTime=at(minute), **asked, **detail)


def at(minute: int) -> str:
    """Return a time of the morning, as AWS Config writes it."""
    return f"2026-11-20T{9 + minute // 60:02}:{minute % 60:02}:04.741Z"


def happened(*events: Json) -> None:
    """Let AWS Config know what events say."""
    for event in events:
        hear(event, json.dumps(event["detail"]))


def config_client(account: str = MASTER) -> "ConfigServiceClient":
    """Return a client of AWS Config whose requests are answered in this process."""
    client = boto3.client(
        "config", region_name=REGION, aws_access_key_id=account, aws_secret_access_key="test"
    )

    def answer(request: Any, **_event: object) -> Any:
        action = request.headers["X-Amz-Target"].decode().rsplit(".", 1)[-1]
        with request_scope(account, REGION):
            status, headers, body = api.answer(action, request.body)
        return AWSResponse(request.url, status, HTTPHeaders.from_dict(headers), _Raw(body))

    client.meta.events.register("before-send.config", answer)
    return client


class _Raw(io.BytesIO):
    def stream(self, **_how: object) -> Iterator[bytes]:
        yield self.read()


def everybody(client: "ConfigServiceClient", **settings: Any) -> None:
    """Create the aggregator of all accounts and regions, or of those that are given."""
    organisation = {"RoleArn": f"arn:aws:iam::{MASTER}:role/aggregate", "AllAwsRegions": True}
    asked: Any = settings or {"OrganizationAggregationSource": organisation}
    client.put_configuration_aggregator(ConfigurationAggregatorName=AGGREGATOR, **asked)


def documents(client: "ConfigServiceClient", expression: str, page_size: int = 100) -> list[Json]:
    """Return all that a query finds, through the SDK's own paginator."""
    pages = client.get_paginator("select_aggregate_resource_config").paginate(
        ConfigurationAggregatorName=AGGREGATOR,
        Expression=expression,
        PaginationConfig={"PageSize": page_size},
    )
    return [json.loads(text) for page in pages for text in page["Results"]]


def rules(client: "ConfigServiceClient", **filters: Any) -> list[Any]:
    """Return the compliance of all rules, through the SDK's own paginator."""
    pages = client.get_paginator("describe_aggregate_compliance_by_config_rules").paginate(
        ConfigurationAggregatorName=AGGREGATOR, Filters=cast("Any", filters)
    )
    return [rule for page in pages for rule in page["AggregateComplianceByConfigRules"]]


def details(client: "ConfigServiceClient", rule: str = "encrypted", **asked: Any) -> list[Any]:
    """Return the results of a rule in the agent account, through the SDK's own paginator."""
    place: Any = {"AccountId": AGENT, "AwsRegion": REGION} | asked
    pages = client.get_paginator("get_aggregate_compliance_details_by_config_rule").paginate(
        ConfigurationAggregatorName=AGGREGATOR, ConfigRuleName=rule, **place
    )
    return [found for page in pages for found in page["AggregateEvaluationResults"]]


def ids(results: list[Any]) -> list[str]:
    """Return the resource ids of results."""
    return [
        each["EvaluationResultIdentifier"]["EvaluationResultQualifier"]["ResourceId"]
        for each in results
    ]
