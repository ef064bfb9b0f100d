"""Who was heard from, how things stood and what was sent, in memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from shared.domain.filters import Filters, Window
from shared.domain.observations import AWS_CONFIG, PlaceKey, ResourceKey
from shared.domain.reconciliation import ReconcileReport
from shared.domain.resolve_times import ResolveTimes
from shared.domain.rollups import Activity
from shared.domain.sending import Claim
from shared.domain.silence_norm import SilenceNorm
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.state import Record
from shared.domain.trend import DayCounts, Days, Subject
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_overview import daily
from tests.fakes.in_memory_queries import (
    CHANGE,
    MOST,
    InMemoryComplianceQueries,
    InMemoryHistoryQueries,
    bounded,
)


class InMemoryDigestStore:
    """Keeps one snapshot for each day; an empty one leaves nothing behind, as in a table."""

    def __init__(self) -> None:
        self.places: list[Heard] = []
        self.snapshots: dict[date, Snapshot] = {}

    def heard(self) -> Sequence[Heard]:
        return self.places

    def snapshot(self, day: date) -> Snapshot | None:
        return self.snapshots.get(day)

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        if snapshot.by_account:
            self.snapshots[day] = snapshot

    def daily(self, subject: Subject, days: Days) -> Mapping[date, DayCounts]:
        return daily(self.snapshots, subject, days)


class InMemoryChangedResources:
    """Implements ChangedResources over the store in memory; reads up to `most` changes at once."""

    def __init__(self, store: InMemoryComplianceStore, most: int = MOST) -> None:
        self._store = store
        self.most = most

    def changes(self, window: Window) -> Mapping[ResourceKey, int]:
        queries = InMemoryHistoryQueries(self._store)
        heard = queries.events(Filters(source=AWS_CONFIG), window, MOST, None).items
        return Counter(
            ResourceKey(
                item.origin.account,
                item.origin.region,
                str(item.resource_type),
                str(item.resource_id),
            )
            for item in bounded(heard, self.most)
            if item.origin.detail_type == CHANGE
        )


class InMemoryDigestQueries:
    """Implements DigestQueries over the store in memory."""

    def __init__(self, store: InMemoryComplianceStore) -> None:
        self._store = store
        self.resolved: dict[PlaceKey, dict[datetime, ResolveTimes]] = {}

    def resolve_times(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[datetime, ResolveTimes]:
        found: dict[datetime, ResolveTimes] = {}
        for quarter, times in (q for p in places for q in self.resolved.get(p, {}).items()):
            if _within(quarter, quarters):
                found[quarter] = found.get(quarter, ResolveTimes()) + times
        return found

    def active(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[PlaceKey, Sequence[datetime]]:
        wanted = set(places)
        found: dict[PlaceKey, list[datetime]] = {place: [] for place in wanted}
        for bucket in self._store.activity:
            place = PlaceKey(bucket.account, bucket.region)
            if place in wanted and _within(bucket.bucket, quarters):
                found[place].append(bucket.bucket)
        return found

    def activity(self, places: Iterable[PlaceKey], quarters: Window) -> Activity:
        queries = InMemoryComplianceQueries(self._store)
        each = (Filters(account=place.account, region=place.region) for place in places)
        return sum((queries.activity(filters, quarters) for filters in each), Activity())

    def oldest(self, accounts: Collection[str] | None, limit: int) -> Sequence[Record]:
        found = [
            record
            for key, record in self._store.records.items()
            if record.status == "NON_COMPLIANT" and (accounts is None or key.account in accounts)
        ]
        return sorted(found, key=lambda record: record.since)[:limit]


class InMemorySilenceNorms:
    """Implements SilenceNorms."""

    def __init__(self) -> None:
        self.norms: dict[PlaceKey, SilenceNorm] = {}

    def remembered(self) -> Sequence[SilenceNorm]:
        return list(self.norms.values())

    def remember(self, norms: Iterable[SilenceNorm]) -> None:
        self.norms |= {norm.place: norm for norm in norms}

    def forget(self, places: Iterable[PlaceKey]) -> None:
        for place in places:
            self.norms.pop(place, None)


class InMemorySentDigests:
    """Implements SentDigests; a claim that holds is always that of somebody else."""

    def __init__(self) -> None:
        self.sent: dict[str, datetime] = {}
        self.claims: dict[str, datetime] = {}

    def was_sent(self, name: str) -> bool:
        return name in self.sent

    def claim(self, name: str, now: datetime, until: datetime) -> Claim:
        if name in self.sent:
            return Claim.SENT_BEFORE
        if self.claims.get(name, now) > now:
            return Claim.HELD_BY_ANOTHER
        self.claims[name] = until
        return Claim.TAKEN

    def record_sent(self, name: str, now: datetime) -> None:
        self.sent[name] = now
        self.claims.pop(name, None)

    def release(self, name: str) -> None:
        self.claims.pop(name, None)


class InMemoryListedRules:
    """Implements ListedRules."""

    def __init__(self) -> None:
        self.rules: dict[str, str] = {}

    def listed(self) -> Mapping[str, str]:
        return dict(self.rules)

    def record_listed(self, rules: Iterable[str], digest: str) -> None:
        for rule in rules:
            self.rules.setdefault(rule, digest)


class LastReconciliation:
    """Keeps one report, or none as long as no run has finished."""

    def __init__(self) -> None:
        self.report: ReconcileReport | None = None
        self.runs: list[ReconcileReport] = []

    def last(self) -> ReconcileReport | None:
        return self.report

    def finished(self, during: Window) -> Sequence[ReconcileReport]:
        assert during.start
        assert during.end
        return [r for r in self.runs if during.start <= r.finished < during.end]


def _within(moment: datetime, quarters: Window) -> bool:
    return quarters.start <= moment < quarters.end  # type: ignore[operator] # both are given
