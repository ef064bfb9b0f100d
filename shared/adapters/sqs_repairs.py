"""What Reconcile found, sent to the queue of all events."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.reconciled_messages import write_closing, write_result
from shared.domain.differences import Difference
from shared.domain.observations import Evaluation
from shared.ports.channel import Clock
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

# Amazon SQS API reference, SendMessageBatch.
_MESSAGES = 10
_ATTEMPTS = 6


class SqsRepairs:
    """Implements Repairs; what is refused of a batch is sent again."""

    def __init__(self, client: "SQSClient", queue_url: str, clock: Clock) -> None:
        self._client = client
        self._url = queue_url
        self._clock = clock

    def send(self, found: Sequence[Difference]) -> None:
        """Send all of it; see the port."""
        for some in batched(found, _MESSAGES, strict=False):
            self._send([_write(difference) for difference in some])

    def _send(self, bodies: Sequence[str]) -> None:
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        refusals: Sequence[Any] = ()
        for attempt in range(_ATTEMPTS):
            refusals = self._try(entries)
            if not refusals:
                return
            refused = {refusal["Id"] for refusal in refusals}
            entries = [entry for entry in entries if entry["Id"] in refused]
            self._clock.sleep(timedelta(milliseconds=100 * 2**attempt))
        raise StoreUnavailableError(f"SQS takes no findings: {refusals[0].get('Message')}")

    def _try(self, entries: Sequence[dict[str, str]]) -> Sequence[Any]:
        try:
            answer: Any = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)  # type: ignore[arg-type] # their members are named in the function above
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailableError(f"SQS: {error}") from error
        return list(answer.get("Failed", ()))


def _write(found: Difference) -> str:
    says = found.says
    if isinstance(says, Evaluation):
        return write_result(says, found.cause)
    return write_closing(says, found.cause)
