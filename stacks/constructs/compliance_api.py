"""The HTTP API over state and history."""

from collections.abc import Iterable
from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from shared.endpoints import (
    DOCS,
    ENDPOINTS,
    OPENAPI,
    REPORT,
    TIMELINE_PAGE,
    VIOLATIONS_PAGE,
    Endpoint,
)
from stacks.acknowledgements import acknowledge
from stacks.constructs.api_alarms import alarm_on_api
from stacks.constructs.exports import WriteExports
from stacks.constructs.link_key import LinkKey
from stacks.constructs.operations import Operations
from stacks.constructs.published import published
from stacks.constructs.reports_bucket import ReportsBucket
from stacks.constructs.runtime import Runtime
from stacks.constructs.slack_secret import grant_secret
from stacks.constructs.stores import ConfigCompliance, Events, Notifications
from stacks.settings import DeploymentSettings, scope_roles_text

# People follow links, of whom AWS asks nothing: far more than they do, far less than would hurt.
_LINKS_PER_SECOND, _LINKS_BURST = 20, 40
_ACCESS_LOG = {
    "requestId": "$context.requestId",
    "time": "$context.requestTime",
    "sourceIp": "$context.identity.sourceIp",
    "userAgent": "$context.identity.userAgent",
    "caller": "$context.identity.userArn",
    "subject": "$context.authorizer.claims.sub",
    "route": "$context.routeKey",
    "path": "$context.path",
    "protocol": "$context.protocol",
    "status": "$context.status",
    "response_bytes": "$context.responseLength",
    "latency_ms": "$context.responseLatency",
    "integration_status": "$context.integrationStatus",
    "integration_latency_ms": "$context.integrationLatency",
    "integration_error": "$context.integrationErrorMessage",
    "authorizer_error": "$context.authorizer.error",
    "error": "$context.error.message",
}
# What of it shows a field that the settings can mask in logs; the ARN of a caller names an account.
_SHOWS = {"user": {"sourceIp", "userAgent", "caller", "subject"}, "account": {"caller"}}


@dataclass(frozen=True, kw_only=True)
class ComplianceApiProps:
    """What the API answers from."""

    runtime: Runtime
    compliance: ConfigCompliance
    events: Events
    exports: WriteExports
    reports: ReportsBucket
    notifications: Notifications
    links: LinkKey
    operations: Operations


class ComplianceApi(Construct):
    """The routes, each closed to callers whose IAM policy or token does not allow it."""

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
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="compliance_api",
            timeout=Duration.seconds(29),
            memory_mib=1024,
            snap_start=settings.api_snap_start,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "EVENTS_TABLE": props.events.table.table_name,
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                "CURSOR_SECRET_ARN": cursor_key.secret_arn,
                "WRITE_EXPORTS_FUNCTION": props.exports.function.function_name,
                "REPORTS_BUCKET": props.reports.bucket.bucket_name,
                "AGENT_ACCOUNTS": ",".join(settings.agent_accounts),
                "LINK_KEY_ARN": props.links.key.secret_arn,
                "AGENT_REGIONS": ",".join(settings.agent_regions),
                "RETENTION_DAYS": str(settings.retention_days),
                "MOST_MUTE_DAYS": str(settings.most_mute_days),
                **_authorisation_environment(settings),
            },
        )
        props.compliance.grant_read(self.function)
        props.events.grant_read(self.function)
        props.exports.grant_order(self.function)
        props.notifications.grant_read(self.function)
        props.notifications.grant_mute(self.function)
        grant_secret(self.function, cursor_key)
        props.reports.grant_read_reports(self.function)
        props.links.grant_sign(self.function)
        self._asked = published(self.function) if settings.api_snap_start else self.function
        self.api = apigateway.HttpApi(
            self,
            "Api",
            create_default_stage=False,
            default_authorizer=_authorizer(settings),
        )
        self._add_routes(open_description=settings.api_docs)
        self._limited: dict[str, dict[str, int]] = {}
        self._stage = self._add_stage(props.runtime.settings.masked_in_logs)
        for endpoint in (TIMELINE_PAGE, VIOLATIONS_PAGE, REPORT):
            self.throttle(endpoint, rate=_LINKS_PER_SECOND, burst=_LINKS_BURST)
        alarm_on_api(self, props.operations, self.api, self.function)

    def _add_routes(self, *, open_description: bool) -> None:
        """Add every endpoint, and one for what is none, so that it is refused in our words."""
        integration = integrations.HttpLambdaIntegration("Integration", self._asked)
        described = {OPENAPI, DOCS} if open_description else set[Endpoint]()
        for endpoint in [*ENDPOINTS, *(described - set(ENDPOINTS))]:
            is_open = endpoint.open or endpoint in described
            routes = self.api.add_routes(
                path=endpoint.path,
                methods=[apigateway.HttpMethod[endpoint.method]],
                integration=integration,
                authorizer=apigateway.HttpNoneAuthorizer() if is_open else None,
            )
            for route in routes if is_open else ():
                acknowledge(route, "APIG4", "it says nothing of what is stored, or checks callers")
        apigateway.HttpRoute(
            self,
            "Unknown",
            http_api=self.api,
            route_key=apigateway.HttpRouteKey.DEFAULT,
            integration=integration,
        )

    @property
    def url(self) -> str:
        """Return the base of the API's addresses."""
        stack = Stack.of(self)
        return f"https://{self.api.http_api_id}.execute-api.{stack.region}.{stack.url_suffix}"

    def throttle(self, endpoint: Endpoint, *, rate: int, burst: int) -> None:
        """Let one route be asked less often than the others: requests a second, and at once."""
        self._limited[endpoint.key] = {
            "ThrottlingRateLimit": rate,
            "ThrottlingBurstLimit": burst,
        }
        self._stage.add_property_override("RouteSettings", self._limited)

    def _add_stage(self, masked: Iterable[str]) -> apigateway.CfnStage:
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
                format=Stack.of(self).to_json_string(_access_log(masked)),
            ),
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=100, throttling_burst_limit=200
            ),
        )
        stage.node.add_dependency(self.api)
        return stage


def _access_log(masked: Iterable[str]) -> dict[str, str]:
    """Return the format of the access log, without what shows fields that are masked."""
    hidden = set[str]().union(*(_SHOWS.get(field, ()) for field in masked))
    return {name: value for name, value in _ACCESS_LOG.items() if name not in hidden}


def _authorizer(settings: DeploymentSettings) -> apigateway.IHttpRouteAuthorizer:
    """Return who checks callers: AWS by their signature, or by their token."""
    if settings.api_authorisation == "iam":
        return authorizers.HttpIamAuthorizer()
    return authorizers.HttpJwtAuthorizer(
        "Tokens", str(settings.api_jwt_issuer), jwt_audience=list(settings.api_jwt_audience)
    )


def _authorisation_environment(settings: DeploymentSettings) -> dict[str, str]:
    return {
        "API_DOCS": str(settings.api_docs).lower(),
        "API_JWT_ISSUER": settings.api_jwt_issuer or "",
        "API_SCOPE_CLAIM": settings.api_scope_claim or "",
        "API_SCOPE_ROLES": scope_roles_text(settings.api_scope_roles),
    }
