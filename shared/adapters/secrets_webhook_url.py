"""The address of the webhook, in AWS Secrets Manager; a mended one is seen within a minute."""

from typing import TYPE_CHECKING

from shared.adapters.secrets_slack import SecretsSlack, is_usable, member
from shared.domain.delivery import RetryLater, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient


class SecretsWebhookUrl:
    """The secret holds {"webhook_url": "https://..."} or the bare address."""

    def __init__(self, client: "SecretsManagerClient", arn: str) -> None:
        self._secret = SecretsSlack(client, arn)

    def read(self) -> str | Unavailable | RetryLater:
        """Return the address, or why there is none; the reason holds nothing of the secret."""
        secret = self._secret.read()
        if isinstance(secret, Unavailable | RetryLater):
            return secret
        url = secret if isinstance(secret, str) else member(secret, "webhook_url")
        if not url:
            return Unavailable("the Slack secret holds no webhook address yet")
        if not is_usable(url):
            return Unavailable("what the Slack secret holds is not an https address")
        return url
