"""What Slack refuses for good, as messages of a dead-letter queue: the text, and what it tells."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from shared.adapters.dynamodb_entries import entry_key
from shared.adapters.dynamodb_items import text
from shared.domain.dead_letters import DeadLetter, Received
from shared.domain.outbox import Entry
from shared.ports.errors import StoreUnavailableError
from shared.ports.letters import DeadLetters

WHERE = "slack: plain text"
# A message of SQS has 1 MiB: of a key there are some 300 bytes, of the text up to 160 KB.
_KEYS = 1000


class SqsAlertDeadLetters:
    """Puts alerts among the dead letters of one queue."""

    def __init__(self, letters: DeadLetters) -> None:
        self._letters = letters

    def keep(self, untold: Sequence[Entry], message: str, reason: str, now: datetime) -> None:
        """Keep a text that was refused, with the keys of the entries that it tells, and why."""
        letters = [
            _letter(some, message, reason, now) for some in batched(untold, _KEYS, strict=False)
        ]
        if len(self._letters.keep(letters)) < len(letters):
            raise StoreUnavailableError("the alert dead-letter queue did not take what was refused")


def _letter(entries: Sequence[Entry], message: str, reason: str, now: datetime) -> DeadLetter:
    keys = [{name: text(entry_key(e.notice), name) for name in ("pk", "sk")} for e in entries]
    content = {"notices": keys, "text": message, "reason": reason}
    received = Received(message_id="", receipt="", body=json.dumps(content), receives=0)
    return DeadLetter(message=received, reason=reason, where=WHERE, failed_at=now)
