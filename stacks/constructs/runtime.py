"""How every function of the product is made: runtime, role, log group and common environment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from shared.metric_names import NAMESPACE
from stacks.acknowledgements import acknowledge
from stacks.settings import Architecture, DeploymentSettings

_ARCHITECTURES: Mapping[Architecture, lambda_.Architecture] = {
    "arm64": lambda_.Architecture.ARM_64,
    "x86_64": lambda_.Architecture.X86_64,
}


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """What all functions share. `code` returns the zip of the function in `lambdas/<stem>`."""

    settings: DeploymentSettings
    code: Callable[[str], lambda_.Code]

    def function(
        self,
        scope: Construct,
        *,
        stem: str,
        timeout: Duration,
        memory_mib: int,
        environment: Mapping[str, str],
        snap_start: bool = False,
    ) -> lambda_.Function:
        """Return the function whose folder is `lambdas/<stem>`, with a role of its own.

        With `snap_start` its published versions start from a snapshot; others are not published.
        """
        service = stem.replace("_", "-")
        log_group = logs.LogGroup(
            scope,
            "Logs",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(role)
        function = lambda_.Function(
            scope,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=_ARCHITECTURES[self.settings.processor],
            code=self.code(stem),
            handler=f"lambdas.{stem}.handler.handler",
            timeout=timeout,
            memory_size=memory_mib,
            role=role,
            log_group=log_group,
            # Off, the service still hands on what others trace; that costs nothing.
            tracing=lambda_.Tracing.ACTIVE if self.settings.tracing else None,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if snap_start else None,
            environment={
                "POWERTOOLS_SERVICE_NAME": service,
                "POWERTOOLS_METRICS_NAMESPACE": NAMESPACE,
                "POWERTOOLS_LOG_LEVEL": self.settings.log_level,
                "MASKED_IN_LOGS": ",".join(self.settings.masked_in_logs),
                **environment,
            },
        )
        acknowledge(
            function, "L1", "Python 3.13 is supported to 2029; the bytecode is built for it"
        )
        if self.settings.tracing:
            acknowledge(role, "IAM5[Resource::*]", "the actions of X-Ray know no resource")
        return function


def allow(function: lambda_.Function, *, actions: list[str], resources: list[str]) -> None:
    """Let the function do the named actions on the named resources."""
    function.add_to_role_policy(iam.PolicyStatement(actions=actions, resources=resources))
