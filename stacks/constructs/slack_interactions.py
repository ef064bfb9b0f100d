"""The function that answers buttons in Slack, and the one address that Slack calls."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda_destinations as destinations
from constructs import Construct

from shared.endpoints import INTERACTIONS
from stacks.acknowledgements import acknowledge
from stacks.constructs.compliance_api import ComplianceApi
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.function_alarms import alarm_on_slowness
from stacks.constructs.link_key import LinkKey
from stacks.constructs.metrics import counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.runtime import Runtime
from stacks.constructs.slack_secret import SlackSecret
from stacks.constructs.stores import Notifications

# People press buttons: far more than they do, far less than would hurt.
_REQUESTS_PER_SECOND, _BURST = 20, 40
# A few are a clock that is wrong or a request that was sent again; many are somebody.
_MANY_REFUSED = 20
_ALARMS = (
    (
        "InteractionsRefusedUnverifiable",
        0,
        "Buttons in Slack do nothing: the Slack secret holds no signing_secret.",
        "buttons-cannot-be-checked",
    ),
    (
        "InteractionsRefused",
        _MANY_REFUSED,
        "Many requests for buttons in Slack were not Slack's, or not of now: the log says why.",
        "buttons-are-forged",
    ),
    (
        "InteractionsNotTaken",
        0,
        "Somebody pressed a button in Slack and was told to try again: the log says why.",
        "buttons-are-not-taken",
    ),
)


@dataclass(frozen=True, kw_only=True)
class SlackInteractionsProps:
    """The API with the route, and what buttons are about; `dead_letters` keeps what failed."""

    runtime: Runtime
    api: ComplianceApi
    notifications: Notifications
    links: LinkKey
    slack: SlackSecret
    dead_letters: DeadLetters
    operations: Operations


class SlackInteractions(Construct):
    """Answer Slack at once, and invoke itself for what takes longer.

    AWS does not check who calls: the function does, by Slack's signature.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, props: SlackInteractionsProps
    ) -> None:
        super().__init__(scope, construct_id)
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="slack_interactions",
            timeout=Duration.seconds(60),
            # A processor nearly of its own: Slack waits for 3 s, also for an instance to start.
            memory_mib=1536,
            environment={
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                **props.slack.environment(settings),
                **props.links.environment(settings),
                "API_URL": props.api.url,
                "SLACK_MESSAGE_INTERVAL_SECONDS": f"{settings.slack_message_interval_seconds:g}",
                "SLACK_MUTERS": ",".join(settings.slack_muters),
                "MOST_MUTE_DAYS": str(settings.most_mute_days),
                "RETENTION_DAYS": str(settings.retention_days),
            },
        )
        props.slack.grant_read(self.function)
        props.links.grant_sign(self.function)
        props.notifications.grant_interact(self.function)
        self._let_hand_over(props.dead_letters)
        self._add_route(props.api)
        self._add_alarms(props.operations)

    def _let_hand_over(self, dead_letters: DeadLetters) -> None:
        """Let the function invoke itself; what fails three times is kept."""
        self.function.configure_async_invoke(
            on_failure=destinations.SqsDestination(dead_letters.queue),
            max_event_age=Duration.hours(1),
            retry_attempts=2,
        )
        # In a policy of its own, since the function has to wait for that of its role.
        role = self.function.role
        assert role  # noqa: S101 - a function always has one
        invoke = iam.PolicyStatement(
            actions=["lambda:InvokeFunction"], resources=[self.function.function_arn]
        )
        iam.Policy(self, "HandOver", statements=[invoke], roles=[role])

    def _add_route(self, api: ComplianceApi) -> None:
        routes = api.api.add_routes(
            path=INTERACTIONS.path,
            methods=[apigateway.HttpMethod[INTERACTIONS.method]],
            integration=integrations.HttpLambdaIntegration("Interactions", self.function),
            authorizer=apigateway.HttpNoneAuthorizer(),
        )
        for route in routes:
            acknowledge(route, "APIG4", "the function checks Slack's signature by itself")
        api.throttle(INTERACTIONS, rate=_REQUESTS_PER_SECOND, burst=_BURST)

    def _add_alarms(self, operations: Operations) -> None:
        for name, threshold, meaning, runbook in _ALARMS:
            metric = counted(name, "slack-interactions")
            watch = Watch(meaning=meaning, runbook=runbook, metric=metric, above=threshold)
            operations.alarm(self, name, watch)
        alarm_on_slowness(
            self,
            operations,
            self.function,
            meaning="One in a hundred answers to buttons in Slack takes more than 10 s: Slack"
            " keeps them waiting, or the tables do.",
            runbook="buttons-are-slow",
        )
