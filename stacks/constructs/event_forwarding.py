"""What leaves an agent account: three rules on the default bus, one target, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aws_cdk import Aws
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks import names
from stacks.constructs.dead_letters import DeadLetters

# EventBridge's own limits: a day, 185 tries; after that the event goes to the DLQ.
_RETRIES = events.CfnRule.RetryPolicyProperty(
    maximum_event_age_in_seconds=24 * 3600, maximum_retry_attempts=185
)
# What the intake reads: shared/adapters/eventbridge_observations.py. A test holds both together.
_CALLS = (
    "StartConfigurationRecorder",
    "StopConfigurationRecorder",
    "PutConfigurationRecorder",
    "DeleteConfigurationRecorder",
    "DeleteDeliveryChannel",
    "DeleteConfigRule",
)
# Config's own bookkeeping: an item for each result of a rule or of a conformance pack. An oversized
# change has its resource type in a summary instead of an item.
_NOT_BOOKKEEPING = [
    {"anything-but": ["AWS::Config::ResourceCompliance", "AWS::Config::ConformancePackCompliance"]}
]
# A result of a resource that does not exist yet (a template that is checked before it is deployed).
# Events did not say how a result came about before 2022.
_DETECTED = [{"exists": False}, {"anything-but": ["PROACTIVE"]}]
# A call that was refused has changed nothing.
_SUCCEEDED = [{"exists": False}]
_DELETED = ["ResourceDeleted", "ResourceDeletedNotRecorded"]

COMPLIANCE_CHANGES = "ComplianceChanges"

ForwardedItems = Literal["none", "deletions", "all"]


@dataclass(frozen=True, kw_only=True)
class EventForwardingProps:
    """Where events go and which configuration items go along."""

    event_bus_arn: str
    role_name: str
    configuration_items: ForwardedItems


class EventForwarding(Construct):
    """Forward to the master's bus; what cannot be delivered is kept for 14 days.

    `compliance_changes` is what has to be there before the first result of a rule.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: EventForwardingProps) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "Role",
            role_name=props.role_name,
            # The master's bus takes this role for proof: rules of no other account may use it
            # (EventBridge user guide, "Cross-service confused deputy prevention": rule targets).
            assumed_by=iam.ServicePrincipal(
                "events.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            ),
        )
        role.add_to_policy(
            iam.PolicyStatement(actions=["events:PutEvents"], resources=[props.event_bus_arn])
        )
        dead_letters = DeadLetters(self, "DeadLetters")
        target = events.CfnRule.TargetProperty(
            id="MasterBus",
            arn=props.event_bus_arn,
            role_arn=role.role_arn,
            dead_letter_config=events.CfnRule.DeadLetterConfigProperty(
                arn=dead_letters.queue.queue_arn
            ),
            retry_policy=_RETRIES,
        )
        rules = {
            name: events.CfnRule(self, name, event_pattern=pattern, targets=[target])
            for name, pattern in _patterns(props.configuration_items).items()
        }
        for rule in rules.values():
            # With its policy: what is refused for want of leave is not tried again.
            rule.node.add_dependency(role)
        self.compliance_changes = rules[COMPLIANCE_CHANGES]
        dead_letters.queue.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("events.amazonaws.com")],
                actions=["sqs:SendMessage"],
                resources=[dead_letters.queue.queue_arn],
                conditions={
                    "ArnEquals": {"aws:SourceArn": [each.attr_arn for each in rules.values()]}
                },
            )
        )


def _patterns(items: ForwardedItems) -> Mapping[str, Mapping[str, Any]]:
    """Return the event pattern of each rule, by the rule's construct id."""
    patterns: dict[str, Mapping[str, Any]] = {
        COMPLIANCE_CHANGES: _pattern(names.COMPLIANCE_CHANGE, _results()),
        "SilencingCalls": _pattern(
            names.API_CALL,
            {
                "eventSource": ["config.amazonaws.com"],
                "eventName": list(_CALLS),
                "errorCode": _SUCCEEDED,
            },
        ),
    }
    if items != "none":
        patterns["ConfigurationItems"] = _pattern(
            names.CONFIGURATION_ITEM_CHANGE, _configuration_items(items)
        )
    return patterns


def _results() -> Mapping[str, Any]:
    qualifier = {"evaluationResultQualifier": {"evaluationMode": _DETECTED}}
    return {"newEvaluationResult": {"evaluationResultIdentifier": qualifier}}


def _configuration_items(items: ForwardedItems) -> Mapping[str, Any]:
    wanted: dict[str, Any] = {"resourceType": _NOT_BOOKKEEPING}
    if items == "deletions":
        wanted["configurationItemStatus"] = _DELETED
    return {"$or": [{"configurationItem": wanted}, {"configurationItemSummary": wanted}]}


def _pattern(detail_type: str, detail: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"source": [names.EVENT_SOURCE], "detail-type": [detail_type], "detail": detail}
