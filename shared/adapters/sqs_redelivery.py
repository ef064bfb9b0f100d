"""When a message that failed comes again, told to SQS."""

from collections.abc import Sequence
from itertools import batched
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.dead_letters import Received
from shared.observability import logger

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import ChangeMessageVisibilityBatchRequestEntryTypeDef

LARGEST_BATCH = 10  # SQS API reference, ChangeMessageVisibilityBatch


class SqsRedelivery:
    """The queue that delivers."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def put_off(self, messages: Sequence[Received]) -> None:
        """Hide each message for its wait; one that cannot be hidden waits as the queue is set."""
        for some in batched(messages, LARGEST_BATCH, strict=False):
            try:
                self._client.change_message_visibility_batch(
                    QueueUrl=self._queue_url,
                    Entries=[_entry(number, each) for number, each in enumerate(some)],
                )
            except (BotoCoreError, ClientError) as error:
                logger.warning("messages come again as the queue is set", reason=str(error))
                return


def _entry(number: int, message: Received) -> "ChangeMessageVisibilityBatchRequestEntryTypeDef":
    return {
        "Id": str(number),
        "ReceiptHandle": message.receipt,
        "VisibilityTimeout": int(message.wait.total_seconds()),
    }
