"""Violations, tellings, ends, days and the registry, from what is in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from shared.domain.catalogue import rule_info
from shared.domain.observations import Grave, PlaceKey, StateKey, Version
from shared.domain.pages import Page, Position
from shared.domain.recorder import Recording
from shared.domain.rollups import Counts, total
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.state import Record
from shared.domain.telling import Telling
from shared.domain.times import sortable
from shared.domain.trend import DayCounts, Days, Subject, TrendOf
from shared.domain.violations import ViolationsQuestion
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import admits, page_of


class InMemoryOverview:
    """Implements the ports of overview.py."""

    def __init__(self, store: InMemoryComplianceStore) -> None:
        self._store = store
        self.tellings: dict[StateKey, Telling] = {}
        self.snapshots: dict[date, Snapshot] = {}
        self.places: list[Heard] = []

    def violations(
        self, question: ViolationsQuestion, limit: int, after: Position | None
    ) -> Page[Record]:
        filters = replace(question.filters, status="NON_COMPLIANT")
        placed = [
            (("", f"{sortable(record.since)} {key}"), record)
            for key, record in self._store.records.items()
            if record.status
            and admits(filters, {**asdict(key), "status": record.status})
            and question.severity in {None, rule_info(key.rule_name).severity}
        ]
        ordered = sorted(placed, key=lambda row: row[0], reverse=question.newest_first)
        return page_of(ordered, limit, after)

    def of(self, violations: Iterable[StateKey]) -> Mapping[StateKey, Telling]:
        return {key: self.tellings.get(key, Telling()) for key in violations}

    def records(self, wanted: Iterable[StateKey]) -> Sequence[Record]:
        return [self._store.records[key] for key in wanted if key in self._store.records]

    def ends(self, graves: Iterable[Grave]) -> Mapping[Grave, Version]:
        return {grave: self._store.buried[grave] for grave in graves if grave in self._store.buried}

    def daily(self, subject: Subject, days: Days) -> Mapping[date, DayCounts]:
        return daily(self.snapshots, subject, days)

    def heard(
        self, accounts: tuple[str, ...] | None, limit: int, after: str
    ) -> Mapping[str, Sequence[Heard]]:
        found: defaultdict[str, list[Heard]] = defaultdict(list)
        for place in sorted(self.places, key=lambda place: (place.account, place.region)):
            if place.account > after and (accounts is None or place.account in accounts):
                found[place.account].append(place)
        return dict(list(found.items())[:limit])

    def not_recorded(
        self, accounts: tuple[str, ...] | None, region: str | None
    ) -> Sequence[PlaceKey]:
        return [
            each.place
            for each in self.places
            if each.recorder.recording is Recording.STOPPED
            and (accounts is None or each.account in accounts)
            and region in {None, each.region}
        ]


def daily(
    snapshots: Mapping[date, Snapshot], subject: Subject, days: Days
) -> Mapping[date, DayCounts]:
    found = {day: _of(subject, snapshots.get(day)) for day in days}
    return {
        day: DayCounts(
            day,
            counts,
            snapshots[day].muted if subject.is_everything else None,
            _not_recorded(subject, snapshots[day]),
        )
        for day, counts in found.items()
        if counts is not None
    }


def _not_recorded(subject: Subject, kept: Snapshot) -> int | None:
    if kept.not_recorded is None:
        return None
    named = (subject.name,) if subject.of is TrendOf.ACCOUNT else subject.accounts
    return sum(n for name, n in kept.not_recorded.items() if named is None or name in named)


def _of(subject: Subject, kept: Snapshot | None) -> Counts | None:
    if kept is None:
        return None
    match subject.of:
        case TrendOf.ORGANISATION:
            some = [
                counts
                for account, counts in kept.by_account.items()
                if subject.accounts is None or account in subject.accounts
            ]
            return total(some) if some else None
        case TrendOf.ACCOUNT:
            return kept.by_account.get(subject.name)
        case TrendOf.RULE:
            return kept.by_rule.get(subject.name)
        case TrendOf.RESOURCE_TYPE:
            return kept.by_resource_type.get(subject.name)
