"""The function that compares the table with AWS Config, when it does, and who hears of trouble."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from stacks.constructs.config_aggregator import ConfigAggregator
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.event_intake import EventIntake
from stacks.constructs.metrics import counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.organisation import grant_read_organisation
from stacks.constructs.runtime import Runtime, allow
from stacks.constructs.schedule import Schedule
from stacks.constructs.stores import ConfigCompliance, Notifications
from stacks.routing import looks_up_units

# How much later than due a run may finish before somebody is woken.
_GRACE_HOURS = 2


@dataclass(frozen=True, kw_only=True)
class ReconcileProps:
    """What is compared with what, and where findings go: the queue of all other events."""

    runtime: Runtime
    aggregator: ConfigAggregator
    compliance: ConfigCompliance
    notifications: Notifications
    intake: EventIntake
    dead_letters: DeadLetters
    operations: Operations


class Reconcile(Construct):
    """Repair what events missed: every 15 minutes it goes on with a run, or begins one when due.

    A run of thousands of accounts takes longer than one invocation: it is kept and continued.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: ReconcileProps) -> None:
        super().__init__(scope, construct_id)
        self._operations = props.operations
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="reconcile",
            # Over before the schedule starts the next.
            timeout=Duration.minutes(14),
            memory_mib=1024,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                "CONFIG_EVENTS_QUEUE_URL": props.intake.queue.queue_url,
                "CONFIG_AGGREGATOR_NAME": props.aggregator.name,
                "AGENT_ACCOUNTS": ",".join(settings.agent_accounts),
                "AGENT_REGIONS": ",".join(settings.agent_regions),
                "ORGANISATION_ID": settings.organisation_id or "",
                "RECONCILE_HOURS": str(settings.reconcile_hours),
                "LOOK_UP_UNITS": str(looks_up_units(settings)).lower(),
            },
        )
        self._grant(props)
        Schedule(
            self,
            "Every15Minutes",
            function=self.function,
            expression="rate(15 minutes)",
            retry_for_seconds=600,
            retry_attempts=2,
            dead_letters=props.dead_letters.queue,
        )
        self._alarm_when_late(settings.reconcile_hours)
        self._alarm(
            "SuspiciousClosings",
            "So much of a place was gone at once that it was not closed: all of it is unchanged"
            " until somebody has looked. The function's log names the places.",
            "closings-are-held-back",
        )
        self._alarm(
            "RecordersStopped",
            "AWS Config does not record in some places: what changes there is not seen. Slack was"
            " told of each when it stopped.",
            "a-recorder-is-stopped",
        )

        if looks_up_units(settings) and settings.organisation_id:
            grant_read_organisation(self, self.function, settings.organisation_id)
            self._alarm(
                "UnitsNotLookedUp",
                "AWS Organizations did not say which accounts are in which organisational unit:"
                " routes go by what was known before. The function's log says why.",
                "units-are-not-known",
            )

    def _grant(self, props: ReconcileProps) -> None:
        props.aggregator.grant_read(self.function)
        props.compliance.grant_reconcile(self.function)
        props.notifications.grant_enqueue(self.function)
        allow(
            self.function,
            actions=["sqs:SendMessage"],
            resources=[props.intake.queue.queue_arn],
        )

    def _alarm_when_late(self, hours: int) -> None:
        """Alarm when no run has finished for too long; silence of the function counts as that."""
        late = hours + _GRACE_HOURS
        self._operations.alarm(
            self,
            "NotFinished",
            Watch(
                meaning=f"No comparison with AWS Config has finished for {late} hours (or none"
                " yet, right after the first deployment): what events missed since then is not"
                " known. The function's log says why.",
                runbook="reconcile-is-not-finished",
                metric=counted("ReconcileFinished", "reconcile", period=Duration.hours(1)),
                below=1,
                spans=late,
                missing=cloudwatch.TreatMissingData.BREACHING,
            ),
        )

    def _alarm(self, name: str, meaning: str, runbook: str) -> None:
        """Alarm on what a run counted, until the next run counts none."""
        period = Duration.minutes(15)
        metric = counted(name, "reconcile", statistic="Maximum", period=period)
        watch = Watch(
            meaning=meaning,
            runbook=runbook,
            metric=metric,
            above=0,
            missing=cloudwatch.TreatMissingData.IGNORE,
        )
        self._operations.alarm(self, name, watch)
