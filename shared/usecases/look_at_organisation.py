"""Read what the digests of all audiences have in common, once, and keep how things stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.changing import Changes
from shared.domain.muting import ActiveMutes
from shared.domain.period import Period
from shared.domain.reconciled import REPORTS_KEPT, Reconciled, reconciled_of
from shared.domain.silence import not_recorded
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.standing import of_organisation
from shared.domain.totals import Totals
from shared.usecases.count_muted import MutedSources, muted_in_organisation
from shared.usecases.digest_desk import DigestDesk, Expectations
from shared.usecases.find_changing import changes_in

# From the day after the day on, the present is no longer how things stood at its end.
_YESTERDAY = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What is known of the organisation: `kept` is told instead of the present where there is one.

    `present` is how things stand now, with how many violations are muted. `of_the_day` says whether
    what is told is how things stood at the end of the period. `first_heard` is empty where no rule
    can be in shadow. `changes` is None where they are no longer kept.
    """

    now: datetime
    period: Period
    expected: Expectations
    totals: Totals
    present: Snapshot
    kept: Snapshot | None
    of_the_day: bool
    before: Mapping[int, Snapshot | None]
    heard: Sequence[Heard]
    reconciled: Reconciled
    muting: MutedSources
    first_heard: Mapping[str, datetime]
    changes: Changes | None

    def still_kept(self, start: datetime | None) -> bool:
        """Return whether what happened from then on is still known."""
        return start is not None and self.expected.keep(start, self.now)


def look(period: Period, expected: Expectations, desk: DigestDesk) -> Seen:
    """Return what there is to know; keep how things stand if that is how the period ended.

    Raises:
        StoreUnavailableError: it cannot be read, or the snapshot not be written.

    """
    now = desk.clock.now()
    totals = desk.totals.totals()
    muting = MutedSources(ActiveMutes(desk.mutes.active(now), now), desk.violations)
    muted = muted_in_organisation(totals, None, desk.compliance, muting)
    heard = desk.store.heard()
    stopped = Counter(place.account for place in not_recorded(heard))
    present = replace(of_organisation(totals, now), muted=muted, not_recorded=stopped)
    kept = desk.store.snapshot(period.day)
    past = period.days_ago(now) > _YESTERDAY
    if not past and (kept is None or kept.taken_at < period.end):
        desk.store.keep_snapshot(period.day, present)
    earlier = {n: period.day - timedelta(days=n) for n in period.kind.compared}
    return Seen(
        now=now,
        period=period,
        expected=expected,
        totals=totals,
        present=present,
        kept=kept if past else None,
        of_the_day=kept is not None or not past,
        before={n: desk.store.snapshot(day) for n, day in earlier.items()},
        heard=heard,
        reconciled=_reconciled(period, expected, desk, now),
        muting=muting,
        changes=changes_in(period, desk) if expected.keep(period.start, now) else None,
        first_heard=desk.rules.all_first_heard() if desk.policy.has_shadows else {},
    )


def _reconciled(
    period: Period, expected: Expectations, desk: DigestDesk, now: datetime
) -> Reconciled:
    kept = period.start > now - REPORTS_KEPT
    runs = desk.reconciliations.finished(period.window) if kept else None
    return reconciled_of(desk.reconciliations.last(), runs, expected.reconciled_every, now)
