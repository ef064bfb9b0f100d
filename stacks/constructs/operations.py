"""Who hears of trouble: one topic, and the one way in which an alarm is made."""

from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from stacks.settings import DeploymentSettings


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What an alarm is about; `runbook` is the anchor of its entry in docs/operations.md.

    It goes off above `above` (or below `below`) in `times` of the last `spans` periods of the
    metric, by default in all of them. No data is no trouble unless `missing` says otherwise.
    """

    meaning: str
    runbook: str
    metric: cloudwatch.IMetric
    above: float | None = None
    below: float | None = None
    spans: int = 1
    times: int | None = None
    missing: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING


class Operations(Construct):
    """Tell those who run the deployment when an alarm goes off, and when it is over."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: DeploymentSettings
    ) -> None:
        super().__init__(scope, construct_id)
        self._runbook_url = settings.runbook_url
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        self._let_alarms_publish()
        for subscriber in settings.operations_subscribers:
            self.topic.add_subscription(
                subscriptions.UrlSubscription(subscriber)
                if subscriber.startswith("https://")
                else subscriptions.EmailSubscription(subscriber)
            )

    def alarm(self, scope: Construct, construct_id: str, watch: Watch) -> cloudwatch.Alarm:
        """Add an alarm that tells of its beginning and its end, and leads to its runbook entry."""
        above = watch.above is not None
        compared = cloudwatch.ComparisonOperator
        alarm = cloudwatch.Alarm(
            scope,
            construct_id,
            alarm_description=f"{watch.meaning} Runbook: {self._runbook_url}#{watch.runbook}",
            metric=watch.metric,
            threshold=(watch.above if above else watch.below) or 0,
            comparison_operator=(
                compared.GREATER_THAN_THRESHOLD if above else compared.LESS_THAN_THRESHOLD
            ),
            evaluation_periods=watch.spans,
            datapoints_to_alarm=watch.times,
            treat_missing_data=watch.missing,
        )
        tell = actions.SnsAction(self.topic)
        alarm.add_alarm_action(tell)
        alarm.add_ok_action(tell)
        return alarm

    def _let_alarms_publish(self) -> None:
        """Let alarms of this account publish: a policy of our own replaces SNS's, which would."""
        stack = Stack.of(self)
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AlarmsMayPublish",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions={
                    "StringEquals": {"aws:SourceAccount": stack.account},
                    "ArnLike": {
                        "aws:SourceArn": stack.format_arn(
                            service="cloudwatch",
                            resource="alarm:*",
                        )
                    },
                },
            )
        )
