"""The function that adds places up to the organisation, and what it is fed by."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.function_alarms import alarm_on_errors, alarm_on_slowness
from stacks.constructs.metrics import FIVE_MINUTES, counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.runtime import Runtime
from stacks.constructs.schedule import Schedule
from stacks.constructs.stores import ConfigCompliance

# What places count, what happens in them, and violations that end (docs/data-model.md); all else
# that is written to the table invokes nothing, and costs nothing.
_COUNTED = {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "R#"}, {"prefix": "D#"}]}}}}
_RESOLVED = {
    "dynamodb": {
        "Keys": {"sk": {"S": [{"prefix": "S#"}]}},
        "OldImage": {"status": {"S": ["NON_COMPLIANT"]}},
        "NewImage": {"status": {"S": ["COMPLIANT"]}},
    }
}


@dataclass(frozen=True, kw_only=True)
class UpdateTotalsProps:
    """What is added up."""

    runtime: Runtime
    compliance: ConfigCompliance
    dead_letters: DeadLetters
    operations: Operations


class UpdateTotals(Construct):
    """Follow the stream of ConfigCompliance; once a day compare every place with its share.

    A batch that fails is split and comes again until its records expire (24 hours): adding a record
    twice adds nothing, leaving one out would have to be mended.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: UpdateTotalsProps) -> None:
        super().__init__(scope, construct_id)
        self.function = props.runtime.function(
            self,
            stem="update_totals",
            timeout=Duration.minutes(5),
            memory_mib=512,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "RETENTION_DAYS": str(props.runtime.settings.retention_days),
            },
        )
        props.compliance.grant_add_up(self.function)
        self.function.add_event_source(
            sources.DynamoEventSource(
                props.compliance.table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=500,
                max_batching_window=Duration.seconds(2),
                bisect_batch_on_error=True,
                filters=[
                    lambda_.FilterCriteria.filter(_COUNTED),
                    lambda_.FilterCriteria.filter(_RESOLVED),
                ],
            )
        )
        acknowledge(self, "IAM5[Resource::*]", "dynamodb:ListStreams knows no resource")
        Schedule(
            self,
            "Daily",
            function=self.function,
            expression="cron(30 3 * * ? *)",
            retry_for_seconds=6 * 3600,
            retry_attempts=3,
            dead_letters=props.dead_letters.queue,
        )
        self._add_alarms(props.operations)

    def _add_alarms(self, operations: Operations) -> None:
        operations.alarm(
            self,
            "Behind",
            Watch(
                meaning="The sums of the organisation are more than five minutes behind.",
                runbook="sums-are-behind",
                metric=self.function.metric(
                    "IteratorAge", statistic="Maximum", period=FIVE_MINUTES
                ),
                above=Duration.minutes(5).to_milliseconds(),
            ),
        )
        operations.alarm(
            self,
            "PlacesMended",
            Watch(
                meaning="Sums of the organisation were wrong and were mended; the log says how"
                " many places. Expected only after an upgrade or an outage of a day.",
                runbook="sums-were-mended",
                metric=counted("PlacesMended", "update-totals"),
                above=0,
            ),
        )
        alarm_on_errors(
            self,
            operations,
            self.function,
            runs="add up",
            then="their changes come again",
            runbook="adding-up-fails",
        )
        alarm_on_slowness(
            self,
            operations,
            self.function,
            meaning="One in a hundred batches of changes takes more than 10 s to add up; a"
            " function that takes 5 minutes is ended.",
            runbook="adding-up-is-slow",
        )
