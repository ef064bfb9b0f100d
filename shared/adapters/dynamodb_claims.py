"""Claims of entries, from taking them to keeping that they were told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from shared.adapters import dynamodb_entry_updates as updates
from shared.adapters.dynamodb_entries import entry_key, log_fate, opening_keys, where_told
from shared.adapters.dynamodb_items import expiry
from shared.adapters.dynamodb_receipts import Receipts
from shared.adapters.dynamodb_updates import Updates
from shared.domain.alert import AlertKind
from shared.domain.delivery import Reference
from shared.domain.outbox import Entry, News, OutboxEntry, is_alert
from shared.observability import logger


class Claims:
    """Takes entries for one who tells them, so that two never tell the same."""

    def __init__(self, writes: Updates, receipts: Receipts, retention: timedelta) -> None:
        self._writes = writes
        self._receipts = receipts
        self._retention = retention

    def claim[T: News](
        self, entries: Sequence[OutboxEntry[T]], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry[T]]:
        """Take those that are as they were seen, and return them."""
        claim = uuid4().hex
        free = self._untold([entry for entry in entries if not entry.is_leased(now)], now)
        written = self._writes.write_possible(
            [{"Key": entry_key(e.notice), **updates.claim(e, claim, until)} for e in free]
        )
        return [
            replace(entry, leased_until=until, claim=claim)
            for entry, mine in zip(free, written, strict=True)
            if mine
        ]

    def record_told(
        self, entries: Sequence[Entry], now: datetime, posted: Reference | None
    ) -> None:
        """Keep that entries were told: the first request says so of all that is to be written."""
        if len(entries) > 1 or opening_keys(entries):
            for claim in {entry.claim for entry in entries if entry.claim}:
                self._receipts.write(claim, now)
        self._record(entries, now)
        log_fate("told", entries, logger.info, **where_told(posted))

    def _untold[T: News](
        self, entries: Sequence[OutboxEntry[T]], now: datetime
    ) -> Sequence[OutboxEntry[T]]:
        """Leave out, and record, what was told by somebody who died before recording all of it."""
        of_the_dead = {entry.claim for entry in entries if entry.claim}
        told = {claim for claim in of_the_dead if self._receipts.is_there(claim)}
        if told:
            left = [entry for entry in entries if entry.claim in told]
            self._record(left, now)
            log_fate("told", left, slack="unknown: whoever told it stopped before it was logged")
        return [entry for entry in entries if entry.claim not in told]

    def _record(self, entries: Sequence[Entry], now: datetime) -> None:
        """Let go after the retention what is told for the last time, an end with its beginning."""
        expires_at = expiry(now, self._retention)
        gone = updates.expire(expires_at)
        self._writes.write([{"Key": key, **gone} for key in opening_keys(entries)])
        kept, last = updates.tell(now, None), updates.tell(now, expires_at)
        self._writes.write(
            [{"Key": entry_key(e.notice), **(last if _is_last(e) else kept)} for e in entries]
        )


def _is_last(entry: Entry) -> bool:
    """Whether nothing more is to be said of what it tells: a beginning has an end."""
    return not is_alert(entry) or entry.notice.kind is not AlertKind.OPENED
