"""The function that writes exports, who may order them, and who hears of trouble."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.metrics import counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.reports_bucket import ReportsBucket
from stacks.constructs.runtime import Runtime, allow
from stacks.constructs.schedule import Schedule
from stacks.constructs.stores import ConfigCompliance, Events, Notifications


@dataclass(frozen=True, kw_only=True)
class WriteExportsProps:
    """What exports are made from and where they go."""

    runtime: Runtime
    compliance: ConfigCompliance
    events: Events
    notifications: Notifications
    reports: ReportsBucket
    dead_letters: DeadLetters
    operations: Operations


class WriteExports(Construct):
    """Write what is ordered, in as many invocations as that takes, each of which asks for the next.

    Every 15 minutes it looks after exports that nobody works on any more.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: WriteExportsProps) -> None:
        super().__init__(scope, construct_id)
        self._props = props
        self.function = props.runtime.function(
            self,
            stem="write_exports",
            timeout=Duration.minutes(15),
            memory_mib=1024,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "EVENTS_TABLE": props.events.table.table_name,
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                "REPORTS_BUCKET": props.reports.bucket.bucket_name,
            },
        )
        props.compliance.grant_read(self.function)
        props.compliance.grant_keep_exports(self.function)
        props.events.grant_read(self.function)
        props.notifications.grant_read_mutes(self.function)
        props.reports.grant_write_exports(self.function)
        self._let_continue()
        Schedule(
            self,
            "Every15Minutes",
            function=self.function,
            expression="rate(15 minutes)",
            retry_for_seconds=3600,
            retry_attempts=2,
            dead_letters=props.dead_letters.queue,
        )
        props.operations.alarm(
            self,
            "Incomplete",
            Watch(
                meaning="An export ended before all that was asked for was in it. Whoever asked"
                " sees that; the function's log says why.",
                runbook="an-export-is-incomplete",
                metric=counted("ExportsIncomplete", "write-exports"),
                above=0,
            ),
        )

    def grant_order(self, function: lambda_.Function) -> None:
        """Let the function order exports, see how far they are, and give out what is written."""
        allow(function, actions=["lambda:InvokeFunction"], resources=[self.function.function_arn])
        self._props.compliance.grant_keep_exports(function)
        self._props.reports.grant_read_exports(function)

    def _let_continue(self) -> None:
        """Let the function invoke itself, and keep Lambda from taking that for a mistake.

        It ends by itself: an export that gets no further, or takes a day, is over.
        """
        plain = self.function.node.default_child
        assert isinstance(plain, lambda_.CfnFunction)  # noqa: S101 - what a Function is made of
        plain.recursive_loop = "Allow"
        # In a policy of its own, since the function has to wait for that of its role.
        role = self.function.role
        assert role  # noqa: S101 - a function always has one
        invoke = iam.PolicyStatement(
            actions=["lambda:InvokeFunction"], resources=[self.function.function_arn]
        )
        iam.Policy(self, "Continue", statements=[invoke], roles=[role])
