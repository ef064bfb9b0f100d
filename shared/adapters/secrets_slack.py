"""The secret with which Slack is spoken to, in AWS Secrets Manager; a mended one is seen soon."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
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


class SecretsSlack:
    """Reads one secret: a JSON object, or any text."""

    def __init__(self, client: "SecretsManagerClient", arn: str) -> None:
        self._provider = SecretsProvider(boto3_client=client)
        self._arn = arn

    def read(self) -> Mapping[str, Any] | str | Unavailable | RetryLater:
        """Return what it holds, or why that is not known; the reason holds nothing of it."""
        try:
            secret = self._provider.get(self._arn, max_age=MAX_AGE_SECONDS)
        except GetParameterError as error:
            if any(code in str(error) for code in _FOR_A_PERSON):
                return Unavailable("the Slack secret cannot be read: " + _code(error))
            return RetryLater("the Slack secret cannot be read now: " + _code(error))
        return _read(secret if isinstance(secret, str) else "")


def member(secret: Mapping[str, Any], name: str) -> str:
    """Return a member as text, empty where there is none."""
    return str(secret.get(name) or "").strip()


def is_usable(url: str) -> bool:
    """Whether it is an address with TLS, or one on this machine."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    local = parts.scheme == "http" and parts.hostname in _THIS_MACHINE
    return local or (parts.scheme == "https" and bool(parts.hostname))


def _read(secret: str) -> Mapping[str, Any] | str:
    try:
        value = json.loads(secret)
    except ValueError:
        return secret.strip()
    return value if isinstance(value, dict) else {}


def _code(error: GetParameterError) -> str:
    code = _CODE.search(str(error))
    return code[1] if code else "no answer"
