"""Find what the digest of an audience says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from shared.domain.audience import Audience
from shared.domain.digest import Findings
from shared.domain.fallback import FallbackKey
from shared.domain.filters import Filters
from shared.domain.mutes import Mute
from shared.domain.observations import PlaceKey
from shared.domain.reconciled import Reconciled
from shared.domain.rollups import Activity, RollupKey
from shared.domain.shadow import Shadows, shadows_of
from shared.domain.silence import Watched
from shared.domain.snapshots import Snapshot
from shared.domain.standing import Standing, of_team, share_of
from shared.domain.totals import Matrix
from shared.domain.trend import DayCounts, Days, Subject
from shared.domain.visibility import MOST_ACCOUNTS
from shared.usecases.count_muted import muted_rows
from shared.usecases.digest_desk import DigestDesk
from shared.usecases.find_changing import changing_of
from shared.usecases.list_unclassified import unclassified
from shared.usecases.look_at_organisation import Seen
from shared.usecases.time_resolving import resolving

# Violations that a report names one by one; a message names the first of them.
OLDEST = 50
# Days in the picture of the score.
HISTORY_DAYS = 30


def find_for(audience: Audience, seen: Seen, desk: DigestDesk) -> Findings:
    """Return what is known for an audience.

    Raises:
        StoreUnavailableError: it cannot be read.

    """
    standing = _standing(audience, seen, desk)
    accounts = audience.accounts if audience.team else None
    return Findings(
        now=seen.now,
        standing=standing,
        activity=_activity(audience, seen, desk),
        resolving=resolving(seen, desk, _places(audience, seen)),
        oldest=desk.queries.oldest(accounts, OLDEST),
        history=_history(audience, standing, seen, desk),
        heard=[known for known in seen.heard if audience.owns(known.account)],
        watched=_watched(audience, seen.expected.watched),
        reconciled=_reconciled(audience, seen.reconciled),
        unclassified=unclassified(standing.snapshot.by_rule, seen.period, audience, desk.listed),
        mutes=_mutes(audience, seen),
        fallback=_fallback(audience, seen, desk),
        shadows=_shadows(standing, seen, desk),
        changing=changing_of(audience, seen.changes, desk),
    )


def _standing(audience: Audience, seen: Seen, desk: DigestDesk) -> Standing:
    before = {n: share_of(audience, s) if s else None for n, s in seen.before.items()}
    kept = share_of(audience, seen.kept) if seen.kept else None
    return Standing(kept or _present(audience, seen, desk), seen.of_the_day, before)


def _present(audience: Audience, seen: Seen, desk: DigestDesk) -> Snapshot:
    if audience.team is None:
        return seen.present
    places = [place for place in seen.totals.by_place if audience.owns(place.account)]
    shares = desk.totals.shares(places)
    present = of_team(audience, seen.totals, shares.values(), seen.now)
    stopped = audience.share_of(seen.present.not_recorded or {})
    return replace(present, muted=_muted(audience, shares, seen), not_recorded=stopped)


def _muted(audience: Audience, shares: Mapping[PlaceKey, Matrix], seen: Seen) -> int | None:
    """Return how many violations of a team are muted; None of a team too large to ask for."""
    if len(audience.accounts) > MOST_ACCOUNTS:
        return None
    rows = [
        (RollupKey(place.account, place.region, rule, resource_type), counts)
        for place, share in shares.items()
        for (rule, resource_type), counts in share.items()
    ]
    return muted_rows(rows, Filters(accounts=tuple(sorted(audience.accounts))), seen.muting)


def _mutes(audience: Audience, seen: Seen) -> list[Mute]:
    """Return the mutes that an audience is concerned by: its own, and those of all accounts."""
    return [
        mute
        for mute in seen.muting.mutes.mutes
        if mute.selector.account is None or audience.owns(mute.selector.account)
    ]


def _activity(audience: Audience, seen: Seen, desk: DigestDesk) -> Activity | None:
    if not seen.still_kept(seen.period.start):
        return None
    places = _places(audience, seen)
    if places is None:
        return desk.totals.activity(seen.period.window).activity
    return desk.queries.activity(places, seen.period.window)


def _places(audience: Audience, seen: Seen) -> set[PlaceKey] | None:
    """Return the places of a team; None: those of the organisation are not looked at singly."""
    if audience.team is None:
        return None
    known = {heard.place for heard in seen.heard} | set(seen.totals.by_place)
    return {place for place in known if audience.owns(place.account)}


def _fallback(audience: Audience, seen: Seen, desk: DigestDesk) -> Mapping[FallbackKey, int]:
    counted = desk.fallback.told(seen.period.window)
    return {key: number for key, number in counted.items() if audience.owns(key[0])}


def _shadows(standing: Standing, seen: Seen, desk: DigestDesk) -> Shadows:
    """Return the rules in shadow: of a team those that it has, as far as that is known."""
    by_rule = standing.snapshot.by_rule
    return shadows_of(seen.first_heard, desk.policy, seen.period.window, by_rule)


def _history(
    audience: Audience, standing: Standing, seen: Seen, desk: DigestDesk
) -> Mapping[date, DayCounts]:
    days = seen.period.last_days(HISTORY_DAYS)
    accounts = tuple(sorted(audience.accounts)) if audience.team else None
    known = desk.snapshots.daily(Subject(accounts=accounts), Days(days[0], days[-1]))
    kept = {day: known.get(day) or DayCounts(day, None) for day in days}
    if not standing.of_the_day:
        return kept
    day, told = seen.period.day, standing.snapshot
    told_day = DayCounts(day, told.counts, not_recorded=told.places_not_recorded)
    return {**kept, day: told_day}


def _watched(audience: Audience, watched: Watched) -> Watched:
    """Return what should speak: of a team all its accounts, whoever decides what is watched."""
    if audience.team is None:
        return watched
    return Watched(tuple(sorted(audience.accounts)), watched.regions)


def _reconciled(audience: Audience, found: Reconciled) -> Reconciled:
    if audience.team is None or found.report is None:
        return found
    unknown = tuple(u for u in found.report.unknown if audience.owns(u.account))
    return replace(found, report=replace(found.report, unknown=unknown))
