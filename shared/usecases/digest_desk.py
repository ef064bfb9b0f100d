"""What digests are made from and where they go."""

from dataclasses import dataclass
from datetime import timedelta

from shared.domain.silence import Watched
from shared.ports.channel import AlertChannel, Clock
from shared.ports.reporting import (
    DigestQueries,
    DigestStore,
    DigestWriter,
    FallbackCounts,
    ReconcileReports,
    ReportShelf,
    ReportWriter,
    SentDigests,
)
from shared.ports.totalling import TotalsQueries


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """What should speak, how often all of it is reconciled, and how long changes are kept."""

    watched: Watched
    reconciled_every: timedelta
    retention: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestDesk:
    """What the digest needs of the world; `fallback` is None where nobody counts that."""

    totals: TotalsQueries
    queries: DigestQueries
    store: DigestStore
    reconciliations: ReconcileReports
    sent: SentDigests
    writer: DigestWriter
    pages: ReportWriter
    shelf: ReportShelf
    channel: AlertChannel
    clock: Clock
    fallback: FallbackCounts | None = None
