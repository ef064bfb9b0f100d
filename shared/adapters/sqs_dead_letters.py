"""Dead letters on SQS: sent by whoever gives a message up, since only that knows why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.dead_letter_format import TooLargeError, pack
from shared.adapters.json_objects import glimpse_of_id
from shared.domain.dead_letters import DeadLetter
from shared.observability import logger

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

# Refusals of one message (SQS API reference, SendMessage); any other concerns all of them.
_OF_ONE = {"InvalidMessageContents", "InvalidParameterValue"}


class SqsDeadLetters:
    """A dead-letter queue."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def keep(self, letters: Sequence[DeadLetter]) -> Sequence[DeadLetter]:
        """Send the messages and return those that the queue has taken.

        Where the queue cannot be used at all the rest is not tried: it comes again.
        """
        kept: list[DeadLetter] = []
        for letter in letters:
            try:
                self._send(letter)
            except (TooLargeError, BotoCoreError, ClientError) as error:
                _tell(letter, error)
                if _concerns_all(error):
                    break
            else:
                kept.append(letter)
        return kept

    def _send(self, letter: DeadLetter) -> None:
        body, attributes = pack(letter)
        self._client.send_message(
            QueueUrl=self._queue_url, MessageBody=body, MessageAttributes=attributes
        )


def _concerns_all(error: Exception) -> bool:
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"] not in _OF_ONE
    return not isinstance(error, TooLargeError)


def _tell(letter: DeadLetter, error: Exception) -> None:
    logger.error(
        "a message could not be put into the dead-letter queue",
        message_id=letter.message.message_id,
        event_id=glimpse_of_id(letter.message.body),
        reason=letter.reason,
        error=str(error),
    )
