"""Let first results of what is new wait for each other, and no longer than more of them come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.life import Sighting
from shared.domain.observations import StateKey
from shared.domain.outbox import Entry, OutboxEntry, Waiting, is_alert, is_news
from shared.domain.rollups import RollupKey
from shared.domain.wave import Wave, joined
from shared.ports.planning import KnownRules, Waves

# Somebody else may be first to keep what came. It only says how long to wait: the last try is used.
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class WaveOver:
    """A wave that is over, `at` when; what came in it waits `until` then at the latest."""

    at: datetime
    until: datetime


def first_results(
    firsts: Iterable[Sighting],
    rules: KnownRules,
    waves: Waves,
    window: timedelta,
    now: datetime,
) -> Mapping[StateKey, datetime]:
    """Return until when first results of what is new wait at the latest.

    Raises:
        StoreUnavailableError: what has to be known cannot be read or written now.

    """
    found = sorted((first for first in firsts if first.first_result), key=lambda each: each.since)
    if not found or not window:
        return {}
    known = rules.known_since({_kind(first.key) for first in found})
    return _kept(found, known, waves, window, now)


def _kept(
    found: Sequence[Sighting],
    known: Mapping[RollupKey, datetime | None],
    waves: Waves,
    window: timedelta,
    now: datetime,
    tries: int = _MOST_TRIES,
) -> Mapping[StateKey, datetime]:
    """Keep the wave with those that belong to it, and return until when these wait."""
    seen = waves.wave()
    wave, waiting = _join(seen, found, known, window, now)
    if wave is None or not waiting:
        return {}
    if wave != seen and not waves.keep(wave, seen) and tries > 1:
        return _kept(found, known, waves, window, now, tries - 1)
    return dict.fromkeys(waiting, wave.wait(window))


def _join(
    wave: Wave | None,
    found: Iterable[Sighting],
    known: Mapping[RollupKey, datetime | None],
    window: timedelta,
    now: datetime,
) -> tuple[Wave | None, Sequence[StateKey]]:
    """Return the wave with those that belong to it, and which these are."""
    waiting = []
    for first in found:
        known_since = known.get(_kind(first.key))
        after = joined(wave, first.since, known_since, window, now) if known_since else None
        if after is not None:
            wave = after
            waiting.append(first.key)
    return wave, waiting


def _kind(key: StateKey) -> RollupKey:
    return RollupKey(key.account, key.region, key.rule_name, key.resource_type)


def wave_over(waves: Waves, window: timedelta, now: datetime) -> WaveOver | None:
    """Return the last wave if it is over and what came in it may still wait; None otherwise.

    Raises:
        StoreUnavailableError: it cannot be read now.

    """
    wave = waves.wave() if window else None
    if wave is None or not wave.over_at(window) <= now < wave.wait(window):
        return None
    return WaveOver(wave.over_at(window), wave.wait(window))


def released(
    waiting: Iterable[OutboxEntry[Waiting]], horizon: datetime, over: WaveOver
) -> Sequence[OutboxEntry[Waiting]]:
    """Return what is due until `horizon`, and the first results that need not wait any more."""
    found: list[OutboxEntry[Waiting]] = []
    for entry in waiting:
        if is_news(entry) and _came_in(entry, over):
            found.append(replace(entry, early=over.at))
        elif entry.due is None or entry.due <= horizon:
            found.append(entry)
    return found


def _came_in(entry: Entry, over: WaveOver) -> bool:
    """Whether it waits for others that do not come; what was put off waits for something else."""
    if not is_alert(entry) or not entry.notice.first_result or entry.due is None:
        return False
    return entry.attempts == 0 and entry.due <= over.until
