"""How things stood, and how that compares with earlier days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.audience import Audience
from shared.domain.change_counts import ChangeCounts
from shared.domain.rollups import Counts
from shared.domain.rule_names import normalise
from shared.domain.snapshots import Snapshot
from shared.domain.summary import summary_of_totals
from shared.domain.totals import Matrix, Totals


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and by how many points the percentage changed since so many days before.

    A change of None is "no data", never "no change".
    """

    counts: Counts
    changes: Mapping[int, float | None] = field(default_factory=dict[int, float | None])

    @property
    def percentage(self) -> float | None:
        """The percentage now."""
        return self.counts.percentage


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood; `of_the_day` is False where only the present is known.

    `before` has the snapshots of so many days earlier, None where none was kept.
    """

    snapshot: Snapshot
    of_the_day: bool
    before: Mapping[int, Snapshot | None] = field(default_factory=dict[int, Snapshot | None])

    def score(self) -> Score:
        """Return the score of all accounts."""
        counts = self.snapshot.counts
        earlier = {days: s.counts if s else None for days, s in self.before.items()}
        return self._score(counts, earlier)

    def score_of(self, account: str) -> Score:
        """Return the score of one account."""
        counts = self.snapshot.by_account.get(account, Counts())
        earlier = {d: s.by_account.get(account) if s else None for d, s in self.before.items()}
        return self._score(counts, earlier)

    def _score(self, counts: Counts, earlier: Mapping[int, Counts | None]) -> Score:
        comparable = earlier if self.of_the_day else dict.fromkeys(earlier)
        return Score(
            counts,
            {
                days: _change(counts.percentage, before.percentage if before else None)
                for days, before in comparable.items()
            },
        )


def of_organisation(totals: Totals, now: datetime) -> Snapshot:
    """Return how all of the organisation stands: as the API says it at that instant."""
    summary = summary_of_totals(totals, now, None)
    changes = ChangeCounts.of(totals.changes)
    groups = summary.by_account, summary.by_rule, summary.by_resource_type
    return Snapshot(now, *groups, changes=changes)


def of_team(
    audience: Audience,
    totals: Totals,
    shares: Iterable[Matrix],
    now: datetime,
) -> Snapshot:
    """Return how a team stands, from what its places contribute by rule and type."""
    rows = [row for share in shares for row in share.items()]
    places = totals.by_place.items()
    return Snapshot(
        now,
        _grouped((p.account, counts) for p, counts in places if audience.owns(p.account)),
        _grouped((normalise(rule), counts) for (rule, _), counts in rows),
        _grouped((resource_type, counts) for (_, resource_type), counts in rows),
    )


def share_of(audience: Audience, snapshot: Snapshot) -> Snapshot:
    """Return the part of a kept snapshot that is a team's; rules and types are not kept by team."""
    if audience.team is None:
        return snapshot
    stopped = snapshot.not_recorded
    return Snapshot(
        snapshot.taken_at,
        audience.share_of(snapshot.by_account),
        not_recorded=None if stopped is None else audience.share_of(stopped),
    )


def _grouped(rows: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    groups: dict[str, Counts] = {}
    for name, counts in rows:
        if counts != Counts():
            groups[name] = groups.get(name, Counts()) + counts
    return dict(sorted(groups.items()))


def _change(now: float | None, earlier: float | None) -> float | None:
    return None if now is None or earlier is None else round(now - earlier, 2)
