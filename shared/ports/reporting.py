"""What the digest needs."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from shared.domain.delivery import Message
from shared.domain.digest import Digest
from shared.domain.reconciliation import ReconcileReport
from shared.domain.snapshots import Heard, Snapshot


class DigestStore(Protocol):
    """Who was heard from, and how things stood. Every method may raise StoreUnavailableError."""

    def heard(self) -> Sequence[Heard]:
        """Return the registry: each place, when it was heard from and when it was reconciled."""
        ...

    def snapshot(self, day: date) -> Snapshot | None:
        """Return how things stood on a day, if that was kept."""
        ...

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        """Keep how things stand for a day, instead of what was kept for it before."""
        ...


class ReconcileReports(Protocol):
    """What comparing with AWS Config came to."""

    def last(self) -> ReconcileReport | None:
        """Return the report of the last complete run, if one has finished. May raise as above."""
        ...


class DigestWriter(Protocol):
    """Puts the digest into words and blocks."""

    def digest(self, digest: Digest) -> Message:
        """Return the message."""
        ...
