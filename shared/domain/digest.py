"""The digest: how things stand, what changed, and what nobody can say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shared.domain.account_scores import AccountScore, account_scores
from shared.domain.audience import Audience
from shared.domain.catalogue import rule_info
from shared.domain.changing import Changing
from shared.domain.cost_lens import CostLens, cost_lens
from shared.domain.fallback import Fallback, FallbackKey, fallback_of
from shared.domain.movers import Movers, movers
from shared.domain.mute_list import in_order
from shared.domain.muted_counts import clamped, percentage_without
from shared.domain.mutes import Mute, ending
from shared.domain.muting import ActiveMutes, Muting
from shared.domain.period import Period
from shared.domain.reconciled import Reconciled
from shared.domain.resolving import SevenDays
from shared.domain.rollups import Activity, Counts
from shared.domain.severity import Severity
from shared.domain.shadow import Shadows
from shared.domain.silence import (
    Silence,
    Watched,
    not_recorded,
    silences,
    unreconciled,
)
from shared.domain.snapshots import Heard
from shared.domain.standing import Standing
from shared.domain.state import Record
from shared.domain.trend import DayCounts

# What ends within this is told as ending.
_SOON = timedelta(days=7)
type Ranked = tuple[tuple[str, Counts], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a digest is made from, of one audience.

    `activity` is None where the time is no longer kept; `resolving` has the newest week
    last; `history` has every day, also those of which nothing was kept.
    `unclassified` are rules of which nothing is said, and that no other digest has listed; `mutes`
    are those that are active now; `fallback` counts, by account and rule, what reached the fallback
    channel alone; `shadows` are rules that are in shadow when the period ends, or left it then;
    `changing` is None where it is not known which resources changed.
    """

    now: datetime
    standing: Standing
    activity: Activity | None
    resolving: tuple[SevenDays, ...]
    oldest: Sequence[Record]
    history: Mapping[date, DayCounts]
    heard: Sequence[Heard]
    watched: Watched
    reconciled: Reconciled
    unclassified: tuple[str, ...] = ()
    mutes: Sequence[Mute] = ()
    fallback: Mapping[FallbackKey, int] = field(default_factory=dict[FallbackKey, int])
    shadows: Shadows = field(default_factory=Shadows)
    changing: Changing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything that the digest says.

    `rules` and all else by rule is None where it is unknown, `movers` where nothing is compared.
    What is told of `not_recorded` places is how it was when their recorder stopped.
    """

    period: Period
    audience: Audience
    found: Findings
    accounts: tuple[AccountScore, ...]
    movers: Movers | None
    rules: Ranked | None
    resource_types: Ranked | None
    severities: Mapping[Severity, int] | None
    costs: CostLens | None
    silent: tuple[Silence, ...]
    unreconciled: tuple[str, ...]
    not_recorded: tuple[Heard, ...]

    @property
    def standing(self) -> Standing:
        """How things stood."""
        return self.found.standing

    @property
    def oldest(self) -> tuple[tuple[Record, timedelta, Muting], ...]:
        """The violations open for the longest, for how long each has been, and if it is muted."""
        now, oldest = self.found.now, self.found.oldest
        mutes = ActiveMutes(self.found.mutes, now)
        return tuple((each, now - each.since, mutes.on_state(each.key)) for each in oldest)

    @property
    def muted(self) -> int | None:
        """How many of the open violations are muted; None where it is not known."""
        snapshot = self.standing.snapshot
        return clamped(snapshot.muted, snapshot.counts)

    @property
    def percentage_without_muted(self) -> float | None:
        """The score as if muted violations were not there; None where it is not known."""
        return percentage_without(self.standing.snapshot.counts, self.muted)

    @property
    def mutes(self) -> tuple[Mute, ...]:
        """The active mutes, those that end first at first."""
        return tuple(in_order(self.found.mutes))

    @property
    def mutes_ending(self) -> tuple[Mute, ...]:
        """The active mutes that end within seven days, in the same order."""
        now = self.found.now
        return tuple(ending(self.found.mutes, now, now + _SOON))

    @property
    def fallback(self) -> Fallback | None:
        """The violations that no route took, None where there are none."""
        return fallback_of(self.found.fallback)

    @property
    def is_present(self) -> bool:
        """Whether what is told is how things stand now, as the oldest violations always do."""
        return self.standing.snapshot.taken_at == self.found.now

    @property
    def scores(self) -> tuple[float | None, ...]:
        """The score of each of the last days, None where there is no data."""
        return tuple(one.counts.percentage if one.counts else None for one in self.days)

    @property
    def days(self) -> tuple[DayCounts, ...]:
        """How things stood on each of the last days, the oldest first."""
        return tuple(one for _, one in sorted(self.found.history.items()))

    @property
    def days_not_complete(self) -> int:
        """On how many of the days that have a score a recorder was stopped."""
        return sum(one.complete is False for one in self.days if one.counts)

    @property
    def days_not_known(self) -> int:
        """Of how many of the days that have a score it is not known whether they are complete."""
        return sum(one.complete is None for one in self.days if one.counts)

    @property
    def unknown(self) -> bool:
        """Whether no place is left that is recorded: the score is how it was, and unknown now."""
        stopped = len(self.not_recorded)
        return self.is_present and bool(stopped) and stopped == len(self.found.heard)

    @property
    def percentage(self) -> float | None:
        """The score in percent; None without data, and where it is unknown."""
        return None if self.unknown else self.standing.score().percentage

    @property
    def still_open(self) -> int:
        """How many violations there are."""
        return self.standing.snapshot.counts.non_compliant


def digest_of(period: Period, audience: Audience, found: Findings) -> Digest:
    """Return the digest; the worst accounts, rules and resource types come first."""
    snapshot = found.standing.snapshot
    accounts = account_scores(found.standing, found.heard, found.watched, period, found.now)
    earlier = found.standing.before.items() if found.standing.of_the_day else ()
    known = [days for days, before in earlier if before and before.by_account]
    by_rule = _known_by_rule(audience, found)
    return Digest(
        period=period,
        audience=audience,
        found=found,
        accounts=accounts,
        movers=movers(accounts, known),
        rules=_most_violated(snapshot.by_rule) if by_rule else None,
        resource_types=_most_violated(snapshot.by_resource_type) if by_rule else None,
        severities=_by_severity(snapshot.by_rule) if by_rule else None,
        costs=cost_lens(found.standing, period.kind.compared[0]) if by_rule else None,
        silent=silences(found.heard, found.watched, period.start),
        unreconciled=unreconciled(found.heard),
        not_recorded=not_recorded(found.heard),
    )


def _known_by_rule(audience: Audience, found: Findings) -> bool:
    """Return whether rules and types are known: a team's are not kept for past days."""
    snapshot = found.standing.snapshot
    return audience.team is None or bool(snapshot.by_rule) or not snapshot.by_account


def _most_violated(groups: Mapping[str, Counts]) -> Ranked:
    violated = [(name, counts) for name, counts in groups.items() if counts.non_compliant > 0]
    return tuple(sorted(violated, key=lambda row: (-row[1].non_compliant, row[0])))


def _by_severity(by_rule: Mapping[str, Counts]) -> dict[Severity, int]:
    numbers = dict.fromkeys(Severity, 0)
    for rule, counts in by_rule.items():
        numbers[rule_info(rule).severity] += counts.non_compliant
    return numbers
