"""The HTTP API over state and history."""

from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.exports import WriteExports
from stacks.constructs.report_links import ReportLinks
from stacks.constructs.reports_bucket import ReportsBucket
from stacks.constructs.runtime import Runtime
from stacks.constructs.slack_secret import grant_secret
from stacks.constructs.stores import ConfigCompliance, Events

ROUTES = (
    ("GET", "/compliance/summary"),
    ("GET", "/compliance/states"),
    ("GET", "/events"),
    ("POST", "/exports"),
    ("GET", "/exports"),
    ("GET", "/exports/{id}"),
)
REPORT_ROUTE = "/reports/{report_id}"
_ACCESS_LOG = {
    "requestId": "$context.requestId",
    "time": "$context.requestTime",
    "caller": "$context.identity.userArn",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "error": "$context.error.message",
}


@dataclass(frozen=True, kw_only=True)
class ComplianceApiProps:
    """What the API answers from."""

    runtime: Runtime
    compliance: ConfigCompliance
    events: Events
    exports: WriteExports
    reports: ReportsBucket
    links: ReportLinks


class ComplianceApi(Construct):
    """Routes closed to callers whose IAM policy does not allow them, but for links to reports."""

    def __init__(self, scope: Construct, construct_id: str, *, props: ComplianceApiProps) -> None:
        super().__init__(scope, construct_id)
        cursor_key = secretsmanager.Secret(
            self,
            "CursorKey",
            description="Signs the cursors of the config-monitoring API.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                password_length=64, exclude_punctuation=True
            ),
        )
        acknowledge(cursor_key, "SMG4", "it signs cursors, opens nothing, and a new key cuts them")
        self.function = props.runtime.function(
            self,
            stem="compliance_api",
            timeout=Duration.seconds(29),
            memory_mib=1024,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "EVENTS_TABLE": props.events.table.table_name,
                "CURSOR_SECRET_ARN": cursor_key.secret_arn,
                "WRITE_EXPORTS_FUNCTION": props.exports.function.function_name,
                "REPORTS_BUCKET": props.reports.bucket.bucket_name,
                "REPORT_KEY_ARN": props.links.key.secret_arn,
            },
        )
        props.compliance.grant_read(self.function)
        props.events.grant_read(self.function)
        props.exports.grant_order(self.function)
        grant_secret(self.function, cursor_key)
        props.reports.grant_read_reports(self.function)
        props.links.grant_sign(self.function)
        self.api = apigateway.HttpApi(
            self,
            "Api",
            create_default_stage=False,
            default_authorizer=authorizers.HttpIamAuthorizer(),
        )
        integration = integrations.HttpLambdaIntegration("Integration", self.function)
        for method, path in ROUTES:
            self.api.add_routes(
                path=path, methods=[apigateway.HttpMethod[method]], integration=integration
            )
        self._open_reports(integration)
        self._stage()

    @property
    def url(self) -> str:
        """Return the base of the API's addresses."""
        stack = Stack.of(self)
        return f"https://{self.api.http_api_id}.execute-api.{stack.region}.{stack.url_suffix}"

    def _open_reports(self, integration: integrations.HttpLambdaIntegration) -> None:
        """Add the one route that asks for no signature of AWS's: its links are signed themselves.

        They are opened in browsers, by people who have no credentials of the master account.
        """
        for route in self.api.add_routes(
            path=REPORT_ROUTE,
            methods=[apigateway.HttpMethod.GET],
            integration=integration,
            authorizer=apigateway.HttpNoneAuthorizer(),
        ):
            acknowledge(route, "APIG4", "the function checks the signature of the link itself")

    def _stage(self) -> None:
        """Add the stage, throttled so that a runaway client cannot eat the account's quota."""
        log_group = logs.LogGroup(
            self,
            "AccessLogs",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        stage = apigateway.CfnStage(
            self,
            "Stage",
            api_id=self.api.http_api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log_group.log_group_arn,
                format=Stack.of(self).to_json_string(_ACCESS_LOG),
            ),
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=100, throttling_burst_limit=200
            ),
        )
        stage.node.add_dependency(self.api)
