"""Who was heard from, how things stood and what was sent, in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from shared.domain.filters import Filters, Window
from shared.domain.observations import PlaceKey
from shared.domain.reconciliation import ReconcileReport
from shared.domain.rollups import Activity, Counts, total
from shared.domain.sending import Claim
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.state import Record
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries


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

    def history(
        self, days: Sequence[date], accounts: Collection[str] | None
    ) -> Mapping[date, Counts | None]:
        return {day: self._counts(day, accounts) for day in days}

    def _counts(self, day: date, accounts: Collection[str] | None) -> Counts | None:
        kept = self.snapshots.get(day)
        if kept is None or accounts is None:
            return kept.counts if kept else None
        own = [counts for account, counts in kept.by_account.items() if account in accounts]
        return total(own) if own else None


class InMemoryDigestQueries:
    """Implements DigestQueries over the store in memory."""

    def __init__(self, store: InMemoryComplianceStore) -> None:
        self._store = store

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

    def last(self) -> ReconcileReport | None:
        return self.report
