"""The secret with which Slack is spoken to, in AWS Secrets Manager; a new one is used in time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.slack_secret_values import Value, Wrong, read_value
from shared.domain.delivery import RetryLater, Unavailable
from shared.ports.channel import Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient

# How long what cannot be used, or what Slack refused, is kept: shorter than from one run of the
# notifier to the next, so that what a person has mended is seen by the next one.
MENDED_WITHIN = timedelta(seconds=30)
# What is refused is not asked for anew more often: anybody can send a forged request.
ASKED_AT_MOST_EVERY = timedelta(seconds=10)
# Error codes of GetSecretValue that only a person can do something about, and what that is.
_FOR_A_PERSON: Mapping[str, str] = {
    "ResourceNotFoundException": "there is no such secret, or it has no value",
    "AccessDeniedException": "let the function's role read it",
    "DecryptionFailure": "let the function's role decrypt with the key of the secret",
    "InvalidRequestException": "it is to be deleted: restore it",
    "InvalidParameterException": "its name or ARN is wrong",
    "ValidationException": "its name or ARN is wrong",
}
# Secrets Manager adds a hyphen and six characters to the name in an ARN.
_SUFFIX = 7


@dataclass(frozen=True, slots=True)
class Understanding[T]:
    """What is made of what the secret holds; `wanted` says what a person has to put into it."""

    read: Callable[[Value], T | Wrong]
    wanted: str


class SecretsSlack[T]:
    """Reads one secret, again once it has `lasted`; what works stays if it cannot be read then."""

    def __init__(
        self,
        client: "SecretsManagerClient",
        arn: str,
        understanding: Understanding[T],
        *,
        lasting: timedelta,
        clock: Clock,
    ) -> None:
        self._client = client
        self._arn = arn
        self._understanding = understanding
        self._lasting = lasting
        self._clock = clock
        self._held: T | Unavailable | RetryLater = RetryLater("it was not read yet")
        self._asked = self._until = clock.now()

    def read(self) -> T | Unavailable | RetryLater:
        """Return what it holds, or why there is nothing to use; the reason holds nothing of it."""
        if isinstance(self._held, RetryLater) or self._clock.now() >= self._until:
            self._ask()
        return self._held

    def renew(self, refused: T) -> T | Unavailable | RetryLater:
        """Return the same, asked for anew where it is still what Slack has just refused."""
        now = self._clock.now()
        if self._held == refused and now - self._asked >= ASKED_AT_MOST_EVERY:
            self._ask()
        if self._held == refused:
            self._until = min(self._until, now + MENDED_WITHIN)
        return self._held

    def _ask(self) -> None:
        self._asked, found = self._clock.now(), self._fetch()
        usable = not isinstance(found, Unavailable | RetryLater)
        self._until = self._asked + (self._lasting if usable else min(self._lasting, MENDED_WITHIN))
        # Secrets Manager being out of reach is no reason to stop telling.
        if not isinstance(found, RetryLater) or isinstance(self._held, Unavailable | RetryLater):
            self._held = found

    def _fetch(self) -> T | Unavailable | RetryLater:
        try:
            value = self._client.get_secret_value(SecretId=self._arn).get("SecretString", "")
        except ClientError as error:
            return self._unread(error.response["Error"]["Code"])
        except BotoCoreError:
            return self._unread("no answer")
        read = self._understanding.read(read_value(value))
        return self._for_a_person(read.why) if isinstance(read, Wrong) else read

    def _unread(self, code: str) -> Unavailable | RetryLater:
        if code in _FOR_A_PERSON:
            return self._for_a_person(f"cannot be read: {_FOR_A_PERSON[code]} ({code})")
        return RetryLater(f"the Slack secret cannot be read now: {code}")

    def _for_a_person(self, why: str) -> Unavailable:
        wanted = self._understanding.wanted
        return Unavailable(f"the secret {_name(self._arn)} {why}; it has to hold {wanted}")


def _name(arn: str) -> str:
    """Return by which name a person finds the secret."""
    _, of_arn, name = arn.partition(":secret:")
    return name[:-_SUFFIX] if of_arn else arn
