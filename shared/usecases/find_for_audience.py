"""Find what the digest of an audience says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from shared.domain.audience import Audience
from shared.domain.digest import Findings
from shared.domain.fallback import FallbackKey
from shared.domain.observations import PlaceKey
from shared.domain.reconciled import Reconciled
from shared.domain.rollups import Activity, Counts
from shared.domain.silence import Watched
from shared.domain.snapshots import Snapshot
from shared.domain.standing import Standing, of_organisation, of_team, share_of
from shared.usecases.digest_desk import DigestDesk
from shared.usecases.look_at_organisation import Seen, resolving

# Violations that a digest names one by one.
OLDEST = 10
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
        resolving=None if audience.team else resolving(seen, desk),
        oldest=desk.queries.oldest(accounts, OLDEST),
        history=_history(audience, standing, seen, desk),
        heard=[known for known in seen.heard if audience.owns(known.account)],
        watched=_watched(audience, seen.expected.watched),
        reconciled=_reconciled(audience, seen.reconciled),
        fallback=_fallback(audience, seen, desk),
    )


def _standing(audience: Audience, seen: Seen, desk: DigestDesk) -> Standing:
    before = {n: share_of(audience, s) if s else None for n, s in seen.before.items()}
    kept = share_of(audience, seen.kept) if seen.kept else None
    return Standing(kept or _present(audience, seen, desk), seen.of_the_day, before)


def _present(audience: Audience, seen: Seen, desk: DigestDesk) -> Snapshot:
    if audience.team is None:
        return of_organisation(seen.totals, seen.now)
    places = [place for place in seen.totals.by_place if audience.owns(place.account)]
    return of_team(audience, seen.totals, desk.totals.shares(places).values(), seen.now)


def _activity(audience: Audience, seen: Seen, desk: DigestDesk) -> Activity | None:
    if not seen.still_kept(seen.period.start):
        return None
    if audience.team is None:
        return desk.totals.activity(seen.period.window).activity
    known = {PlaceKey(heard.account, heard.region) for heard in seen.heard}
    places = {place for place in known | set(seen.totals.by_place) if audience.owns(place.account)}
    return desk.queries.activity(places, seen.period.window)


def _fallback(audience: Audience, seen: Seen, desk: DigestDesk) -> Mapping[FallbackKey, int]:
    counted = desk.fallback.told(seen.period.window) if desk.fallback else {}
    return {key: number for key, number in counted.items() if audience.owns(key[0])}


def _history(
    audience: Audience, standing: Standing, seen: Seen, desk: DigestDesk
) -> Mapping[date, Counts | None]:
    days = seen.period.last_days(HISTORY_DAYS)
    kept = desk.store.history(days, audience.accounts if audience.team else None)
    if not standing.of_the_day:
        return kept
    return {**kept, seen.period.day: standing.snapshot.counts}


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
