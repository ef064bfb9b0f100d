"""Claims of entries, from taking them to keeping that they were told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from shared.adapters import dynamodb_entry_updates as updates
from shared.adapters.dynamodb_entries import entry_key, log_fate
from shared.adapters.dynamodb_receipts import Receipts
from shared.adapters.dynamodb_updates import Updates
from shared.domain.outbox import Entry, News, OutboxEntry


class Claims:
    """Takes entries for one who tells them, so that two never tell the same."""

    def __init__(self, writes: Updates, receipts: Receipts) -> None:
        self._writes = writes
        self._receipts = receipts

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

    def record_told(self, entries: Sequence[Entry], now: datetime) -> None:
        """Keep that entries were told: the first request says so of all of them."""
        if len(entries) > 1:
            for claim in {entry.claim for entry in entries if entry.claim}:
                self._receipts.write(claim, now)
        self._record(entries, now)

    def _untold[T: News](
        self, entries: Sequence[OutboxEntry[T]], now: datetime
    ) -> Sequence[OutboxEntry[T]]:
        """Leave out, and record, what was told by somebody who died before recording all of it."""
        of_the_dead = {entry.claim for entry in entries if entry.claim}
        told = {claim for claim in of_the_dead if self._receipts.is_there(claim)}
        if told:
            self._record([entry for entry in entries if entry.claim in told], now)
        return [entry for entry in entries if entry.claim not in told]

    def _record(self, entries: Sequence[Entry], now: datetime) -> None:
        told = updates.tell(now)
        self._writes.write([{"Key": entry_key(entry.notice), **told} for entry in entries])
        log_fate("told", entries)
