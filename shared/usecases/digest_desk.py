"""What digests are made from and where they go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.alert_policy import AlertPolicy
from shared.domain.silence import Watched
from shared.ports.asking import ComplianceQueries
from shared.ports.channel import AlertChannel, Clock
from shared.ports.muting import MuteQueries, OpenViolations
from shared.ports.overview import SnapshotQueries
from shared.ports.pacing import Pacing
from shared.ports.reporting import (
    ChangedResources,
    DigestQueries,
    DigestStore,
    DigestWriter,
    FallbackCounts,
    HeardRules,
    ListedRules,
    ReconcileReports,
    ReportShelf,
    ReportWriter,
    SentDigests,
    SilenceNorms,
)
from shared.ports.totalling import TotalsQueries


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """What should speak, how often all of it is reconciled, and how long changes are kept."""

    watched: Watched
    reconciled_every: timedelta
    retention: timedelta

    def keep(self, start: datetime, now: datetime) -> bool:
        """Return whether what happened from then on is still known now."""
        return start > now - self.retention


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestDesk:
    """What the digest needs of the world."""

    totals: TotalsQueries
    queries: DigestQueries
    norms: SilenceNorms
    compliance: ComplianceQueries
    mutes: MuteQueries
    violations: OpenViolations
    store: DigestStore
    snapshots: SnapshotQueries
    reconciliations: ReconcileReports
    sent: SentDigests
    listed: ListedRules
    writer: DigestWriter
    pages: ReportWriter
    shelf: ReportShelf
    channel: AlertChannel
    pacing: Pacing
    clock: Clock
    fallback: FallbackCounts
    rules: HeardRules
    changed: ChangedResources
    policy: AlertPolicy
