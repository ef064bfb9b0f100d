"""All messages of a queue, hidden from everybody else while they are looked at."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tools.dlq.problems import plainly

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.literals import QueueAttributeNameType
    from mypy_boto3_sqs.type_defs import MessageTypeDef

# A command that is killed leaves the messages hidden for this long, not longer.
HIDDEN_SECONDS = 300
# A long poll asks all servers of SQS; a short one asks some, and an empty answer means little.
LONG_POLL_SECONDS = 1
EMPTY_ANSWERS = 2
_AT_ONCE, _BATCH = 8, 10


class HeldQueue:
    """SQS gives a few messages at a time; what was given is held until it is given back."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url
        self._held: dict[str, MessageTypeDef] = {}

    def __enter__(self) -> Self:
        """Hold nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give back what was not deleted, whatever happened."""
        self.give_back(list(self._held))

    def receive_all(self, tell: Callable[[int, int], None]) -> list["MessageTypeDef"]:
        """Hold all messages and return them; `tell` hears how many there are, of about how many."""
        total, empty = self._about("ApproximateNumberOfMessages"), 0
        while empty < (EMPTY_ANSWERS if len(self._held) < total else 1):
            tell(len(self._held), max(total, len(self._held)))
            with plainly():
                found = self._receive()
            empty = 0 if found.keys() - self._held.keys() else empty + 1
            self._held |= found
        return list(self._held.values())

    def hidden(self) -> int:
        """Return about how many messages somebody else is holding."""
        return max(0, self._about("ApproximateNumberOfMessagesNotVisible") - len(self._held))

    def delete(self, message_id: str) -> None:
        """Delete a message that is held."""
        handle = self._held[message_id]["ReceiptHandle"]
        self._client.delete_message(QueueUrl=self._url, ReceiptHandle=handle)
        del self._held[message_id]

    def give_back(self, message_ids: Iterable[str]) -> None:
        """Let others see these messages again."""
        given = [self._held.pop(message_id)["ReceiptHandle"] for message_id in message_ids]
        with plainly(), ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(self._show, batched(given, _BATCH, strict=False)))

    def _receive(self) -> dict[str, "MessageTypeDef"]:
        answer = self._client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=_BATCH,
            VisibilityTimeout=HIDDEN_SECONDS,
            WaitTimeSeconds=LONG_POLL_SECONDS,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return {message["MessageId"]: message for message in answer.get("Messages", [])}

    def _about(self, name: "QueueAttributeNameType") -> int:
        with plainly():
            answer = self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=[name])
        return int(answer["Attributes"][name])

    def _show(self, handles: tuple[str, ...]) -> None:
        self._client.change_message_visibility_batch(
            QueueUrl=self._url,
            Entries=[
                {"Id": str(number), "ReceiptHandle": handle, "VisibilityTimeout": 0}
                for number, handle in enumerate(handles)
            ],
        )
