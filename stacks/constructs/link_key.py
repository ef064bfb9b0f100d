"""The key with which links to reports and timelines are signed, and checked."""

from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.slack_secret import grant_secret
from stacks.settings import DeploymentSettings


class LinkKey(Construct):
    """A generated key: who writes to Slack signs with it, the API checks with it."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.key = secretsmanager.Secret(
            self,
            "Key",
            description="Signs the links to reports and timelines of config-monitoring.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                password_length=64, exclude_punctuation=True
            ),
        )
        acknowledge(self.key, "SMG4", "a new key ends the links that people have; they expire")

    def environment(self, settings: DeploymentSettings) -> dict[str, str]:
        """Return what a function that signs links is told."""
        return {
            "LINK_KEY_ARN": self.key.secret_arn,
            "LINK_DAYS": str(settings.links_last_days),
        }

    def grant_sign(self, function: lambda_.Function) -> None:
        """Let the function sign links, and check them."""
        grant_secret(function, self.key)
