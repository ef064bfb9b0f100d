"""The secret that holds the Slack webhook, or what a bot proves itself by."""

from collections.abc import Mapping

from aws_cdk import SecretValue
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.runtime import allow
from stacks.routing_settings import ChannelSettings
from stacks.settings import DeploymentSettings


class SlackSecret(Construct):
    """An empty webhook at first: a person puts in what is right after the deployment.

    It begins the same whatever the mode is: were it another value, CloudFormation would put that in
    place of the person's when the mode changes.
    """

    def __init__(self, scope: Construct, construct_id: str, *, name: str) -> None:
        super().__init__(scope, construct_id)
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            secret_name=name,
            description="Where alerts go: the Slack webhook or bot of config-monitoring.",
            secret_object_value={"webhook_url": SecretValue.unsafe_plain_text("")},
        )
        acknowledge(self, "SMG4", "Slack gives its secrets to a person; no function can rotate one")

    def environment(self, settings: DeploymentSettings) -> dict[str, str]:
        """Return what a function that posts is told of the way to Slack."""
        return {
            "SLACK_SECRET_ARN": self.secret.secret_arn,
            "SLACK_SECRET_SECONDS": str(settings.slack_secret_seconds),
            "SLACK_MODE": settings.slack_mode,
            "SLACK_CHANNEL": settings.slack_channel or "",
        }

    def grant_read(self, function: lambda_.Function) -> None:
        """Let the function read it."""
        grant_secret(function, self.secret)


def slack_secrets(
    scope: Construct, channels: Mapping[str, ChannelSettings]
) -> tuple[SlackSecret, ...]:
    """Return the secrets of channels that have a webhook of their own."""
    return tuple(
        SlackSecret(scope, f"SlackSecretOf-{name}", name=channel.secret_name)
        for name, channel in sorted(channels.items())
        if channel.secret_name
    )


def grant_secret(function: lambda_.Function, secret: secretsmanager.Secret) -> None:
    """Let the function read this one secret."""
    allow(function, actions=["secretsmanager:GetSecretValue"], resources=[secret.secret_arn])
