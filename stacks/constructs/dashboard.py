"""One screen that says whether it is working, and how we are doing.

The first three dashboards of an account are free where they show 50 metrics or fewer, as this does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Duration, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct, IConstruct

from shared.metric_names import STORED_AFTER, TOLD_AFTER
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.metrics import FIVE_MINUTES, counted

_RECORD, _TELL, _DIGEST, _RECONCILE = (
    *("handle-config-events", "notify-violations"),
    *("daily-digest", "reconcile"),
)
# Events by what became of them; the first three are what people care about.
_VIOLATIONS = ("Opened", "Resolved", "Closed")
_OTHER_OUTCOMES = ("Changed", "NothingNew", "Stale", "NoResult")
_DEAD = ("DeadLettersMalformed", "DeadLettersRefused", "DeadLettersUnexpected")
_NOTICES = ("NoticesTold", "NoticesDropped", "NoticesRetried", "NoticesFailed")
_DAY = Duration.days(1)
_QUARTER = Duration.minutes(15)
_WIDTH, _HEIGHT, _OF_ALARMS = 6, 5, 4


@dataclass(frozen=True, kw_only=True)
class DashboardProps:
    """Where events wait, who records and who tells, and what answers questions."""

    events: sqs.IQueue
    record: lambda_.Function
    tell: lambda_.Function
    api: apigateway.HttpApi


class Dashboard(Construct):
    """Alarms first, then what can be wrong, then what comes of it all.

    It shows all alarms, functions and dead-letter queues that the stack has when it is made.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: DashboardProps) -> None:
        super().__init__(scope, construct_id)
        self.dashboard = cloudwatch.Dashboard(self, "Dashboard", default_interval=_DAY, widgets=[])
        found = Stack.of(self).node.find_all()
        self.dashboard.add_widgets(_alarms(found))
        for row in (_is_it_working(found, props), _how_soon(props), _how_are_we_doing()):
            self.dashboard.add_widgets(*row)


def _alarms(found: Sequence[IConstruct]) -> cloudwatch.IWidget:
    alarms = [each for each in found if isinstance(each, cloudwatch.Alarm)]
    return cloudwatch.AlarmStatusWidget(
        title="Alarms", alarms=alarms, width=4 * _WIDTH, height=_OF_ALARMS
    )


def _is_it_working(
    found: Sequence[IConstruct], props: DashboardProps
) -> Sequence[cloudwatch.IWidget]:
    age = props.events.metric_approximate_age_of_oldest_message(
        period=FIVE_MINUTES, statistic="Maximum", label="oldest event"
    )
    dead = [
        letters.queue.metric_approximate_number_of_messages_visible(
            period=FIVE_MINUTES, statistic="Maximum", label=_called(letters)
        )
        for letters in found
        if isinstance(letters, DeadLetters)
    ]
    errors = [
        function.metric_errors(period=FIVE_MINUTES, label=_called(function))
        for function in found
        if isinstance(function, lambda_.Function)
    ]
    throttles = [
        function.metric_throttles(period=FIVE_MINUTES, label=_called(function))
        for function in (props.record, props.tell)
    ]
    return (
        _graph("Events wait (seconds)", [age]),
        _graph("Dead letters", dead),
        _graph("Errors of functions", errors),
        _graph("Functions refused for want of room", throttles),
    )


def _how_soon(props: DashboardProps) -> Sequence[cloudwatch.IWidget]:
    api = [
        props.api.metric_latency(period=FIVE_MINUTES, statistic="p95", label="p95"),
        props.api.metric_server_error(period=FIVE_MINUTES, statistic="Sum", label="5xx"),
    ]
    missed = [_of(_RECORD, "Gap"), _of(_RECONCILE, "MissedEvents"), *_each(_RECORD, _DEAD)]
    return (
        _graph("From result to stored (ms)", _percentiles(STORED_AFTER, _RECORD)),
        _graph("From result to told at once (ms)", _percentiles(TOLD_AFTER, _TELL)),
        _graph("API: time to answer (ms), errors", api[:1], api[1:]),
        _graph("Missed events, and why events were given up", missed),
    )


def _how_are_we_doing() -> Sequence[cloudwatch.IWidget]:
    standing = [
        counted(name, _DIGEST, statistic="Maximum", period=_DAY, label=label)
        for name, label in (
            ("ComplianceScore", "score (%)"),
            ("OpenViolations", "open violations"),
            ("SilentAccounts", "silent accounts"),
            ("SilentBeyondNorm", "silent beyond their norm"),
        )
    ]
    # The score is not complete while there are any, and this is of now: Reconcile looks often.
    stopped = counted(
        "RecordersStopped",
        _RECONCILE,
        statistic="Maximum",
        period=_QUARTER,
        label="recorders stopped now",
    )
    return (
        cloudwatch.SingleValueWidget(
            title="As of the last digest",
            metrics=[*standing, stopped],
            # A digest comes once a day: what is shown has to be found in any range of time.
            start="-P2D",
            sparkline=False,
            width=_WIDTH,
            height=_HEIGHT,
        ),
        _graph("Violations", _each(_RECORD, _VIOLATIONS)),
        _graph("Other events", _each(_RECORD, _OTHER_OUTCOMES)),
        _graph("Notices", _each(_TELL, _NOTICES)),
    )


def _graph(
    title: str,
    left: Sequence[cloudwatch.IMetric],
    right: Sequence[cloudwatch.IMetric] = (),
) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(
        title=title,
        left=list(left),
        right=list(right),
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
        width=_WIDTH,
        height=_HEIGHT,
    )


def _called(construct: IConstruct) -> str:
    """Return the capability that it is a part of."""
    _stack, capability, *_ = construct.node.path.split("/")
    return capability


def _each(service: str, names: Sequence[str]) -> list[cloudwatch.IMetric]:
    return [_of(service, name) for name in names]


def _of(service: str, name: str) -> cloudwatch.IMetric:
    return counted(name, service, label=name)


def _percentiles(name: str, service: str) -> list[cloudwatch.IMetric]:
    return [counted(name, service, statistic=part, label=part) for part in ("p50", "p95", "p99")]
