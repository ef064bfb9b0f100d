"""The address of the webhook, in AWS Secrets Manager; a mended one is seen within a minute."""

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aws_lambda_powertools.utilities.parameters import SecretsProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from shared.domain.delivery import RetryLater, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient

MAX_AGE_SECONDS = 60
# Error codes of GetSecretValue that only a person can do something about.
_FOR_A_PERSON = ("ResourceNotFound", "AccessDenied", "DecryptionFailure", "InvalidRequest")
_CODE = re.compile(r"\((\w+)\)")  # botocore: "An error occurred (Code) when calling ..."
_THIS_MACHINE = ("127.0.0.1", "localhost")


class SecretsWebhookUrl:
    """The secret holds {"webhook_url": "https://..."} or the bare address."""

    def __init__(self, client: "SecretsManagerClient", arn: str) -> None:
        self._provider = SecretsProvider(boto3_client=client)
        self._arn = arn

    def read(self) -> str | Unavailable | RetryLater:
        """Return the address, or why there is none; the reason holds nothing of the secret."""
        try:
            secret = self._provider.get(self._arn, max_age=MAX_AGE_SECONDS)
        except GetParameterError as error:
            if any(code in str(error) for code in _FOR_A_PERSON):
                return Unavailable("the Slack secret cannot be read: " + _code(error))
            return RetryLater("the Slack secret cannot be read now: " + _code(error))
        url = _url(secret if isinstance(secret, str) else "")
        if not url:
            return Unavailable("the Slack secret holds no webhook address yet")
        if not _is_usable(url):
            return Unavailable("what the Slack secret holds is not an https address")
        return url


def _url(secret: str) -> str:
    try:
        value = json.loads(secret)
    except ValueError:
        return secret.strip()
    return str(value.get("webhook_url") or "").strip() if isinstance(value, dict) else ""


def _is_usable(url: str) -> bool:
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    local = parts.scheme == "http" and parts.hostname in _THIS_MACHINE
    return local or (parts.scheme == "https" and bool(parts.hostname))


def _code(error: GetParameterError) -> str:
    code = _CODE.search(str(error))
    return code[1] if code else "no answer"
