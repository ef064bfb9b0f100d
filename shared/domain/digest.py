"""The daily digest: how things stand, what changed, and what nobody can say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.period import Period
from shared.domain.reconciled import Reconciled
from shared.domain.rollups import Activity, Counts
from shared.domain.silence import Silence, Watched, silences
from shared.domain.snapshots import Heard, Snapshot


@dataclass(frozen=True, slots=True)
class Score:
    """A percentage and how much it changed, in points; None is "no data", never "no change"."""

    counts: Counts
    since_day_before: float | None
    since_week_before: float | None

    @property
    def percentage(self) -> float | None:
        """The percentage now."""
        return self.counts.percentage


@dataclass(frozen=True, slots=True)
class AccountScore:
    """The score of one account; `silent` accounts may be worse than they look."""

    account: str
    score: Score
    silent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood; `of_the_day` is False where only the present is known."""

    snapshot: Snapshot
    of_the_day: bool
    day_before: Snapshot | None = None
    week_before: Snapshot | None = None

    def score(self) -> Score:
        """Return the score of all accounts."""
        counts = self.snapshot.counts
        before = [s.counts.percentage if s else None for s in self._earlier()]
        return Score(counts, *(_change(counts.percentage, earlier) for earlier in before))

    def score_of(self, account: str) -> Score:
        """Return the score of one account."""
        counts = self.snapshot.by_account.get(account, Counts())
        before = [s.score_of(account) if s else None for s in self._earlier()]
        return Score(counts, *(_change(counts.percentage, earlier) for earlier in before))

    def _earlier(self) -> tuple[Snapshot | None, Snapshot | None]:
        return (self.day_before, self.week_before) if self.of_the_day else (None, None)


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that the digest says; `activity` is None where the day is no longer kept."""

    period: Period
    standing: Standing
    activity: Activity | None
    accounts: tuple[AccountScore, ...]
    rules: tuple[tuple[str, Counts], ...]
    resource_types: tuple[tuple[str, Counts], ...]
    silent: tuple[Silence, ...]
    reconciled: Reconciled


def digest_of(
    period: Period,
    standing: Standing,
    activity: Activity | None,
    *,
    heard: Sequence[Heard],
    watched: Watched,
    reconciled: Reconciled,
) -> Digest:
    """Return the digest; the worst accounts, rules and resource types come first."""
    snapshot = standing.snapshot
    speaking = {known.account for known in heard if known.last and known.last >= period.start}
    known_accounts = {known.account for known in heard}
    accounts = sorted({*snapshot.by_account, *known_accounts, *watched.accounts})
    scores = [AccountScore(a, standing.score_of(a), a not in speaking) for a in accounts]
    return Digest(
        period=period,
        standing=standing,
        activity=activity,
        accounts=tuple(sorted(scores, key=_worst_first)),
        rules=_most_violated(snapshot.by_rule),
        resource_types=_most_violated(snapshot.by_resource_type),
        silent=silences(heard, watched, period.start),
        reconciled=reconciled,
    )


def _worst_first(account: AccountScore) -> tuple[float, int, str]:
    percentage = account.score.percentage
    unknown_last = 101.0 if percentage is None else percentage
    return unknown_last, -account.score.counts.non_compliant, account.account


def _most_violated(groups: Mapping[str, Counts]) -> tuple[tuple[str, Counts], ...]:
    violated = [(name, counts) for name, counts in groups.items() if counts.non_compliant > 0]
    return tuple(sorted(violated, key=lambda row: (-row[1].non_compliant, row[0])))


def _change(now: float | None, earlier: float | None) -> float | None:
    return None if now is None or earlier is None else round(now - earlier, 2)
