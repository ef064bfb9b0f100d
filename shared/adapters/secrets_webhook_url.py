"""The address of the webhook, in AWS Secrets Manager."""

from shared.adapters.secrets_slack import Understanding
from shared.adapters.slack_secret_values import Value, Wrong, is_usable, member

WANTED = '{"webhook_url": "https://hooks.slack.com/services/..."}'


def _read(secret: Value) -> str | Wrong:
    url = secret if isinstance(secret, str) else member(secret, "webhook_url")
    if not url:
        return Wrong("holds no webhook address yet")
    return url if is_usable(url) else Wrong("holds what is not an https address")


# The secret holds {"webhook_url": "https://..."} or the bare address.
WEBHOOK_URL = Understanding(_read, WANTED)
