"""The secret that holds the Slack webhook."""

from collections.abc import Mapping

from aws_cdk import SecretValue
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.runtime import allow
from stacks.routing_settings import ChannelSettings


class SlackSecret(Construct):
    """An empty webhook at first: a person puts the address in after the deployment."""

    def __init__(self, scope: Construct, construct_id: str, *, name: str) -> None:
        super().__init__(scope, construct_id)
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            secret_name=name,
            description="Where alerts go: the Slack webhook of config-monitoring.",
            secret_object_value={"webhook_url": SecretValue.unsafe_plain_text("")},
        )
        acknowledge(self, "SMG4", "Slack issues webhooks to a person; no function can rotate one")

    def grant_read(self, function: lambda_.Function) -> None:
        """Let the function read the webhook."""
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
