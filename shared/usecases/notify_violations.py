"""Plan what is told, tell what is due, and what becomes due while there is time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from shared.domain.delivery import LONGEST_BACKOFF
from shared.domain.notices import Notice
from shared.domain.outbox import Entry, OutboxEntry, Pause, Waiting, Wake, is_news, is_overdue
from shared.usecases.alert_desk import Office, Tally
from shared.usecases.await_first_results import WaveOver, released, wave_over
from shared.usecases.plan_alerts import plan_alerts
from shared.usecases.release_muted import release_muted
from shared.usecases.show_threads import show_threads
from shared.usecases.tell_channel import tell_channel

# An index of DynamoDB lags behind its table, usually by less than a second.
INDEX_LAG = timedelta(seconds=2)
# Between two looks: not so short that it is all that is done, not so long that an alert is late.
SHORTEST_NAP = timedelta(milliseconds=200)
LONGEST_NAP = timedelta(seconds=2)


# What is planned before it is seen whether there is time for more.
PLANNED_AT_ONCE = 500
# How often a run plans the same: somebody else may be first, and the index may show for a moment
# what is done with.
MOST_TRIES = 3

type _Heard = tuple[Notice | Wake, datetime]


@dataclass
class _Run:
    """One invocation: until when, what it has tried to plan, and what it counts.

    First results of a wave that is `over` need not wait any more. `rests` says that all channels
    want to be left alone, and that what there is to plan is planned.
    """

    office: Office
    until: datetime
    tries: Counter[_Heard] = field(default_factory=Counter[_Heard])
    over: WaveOver | None = None
    rests: bool = False
    tally: Tally = field(default_factory=Counter[str])


def notify_violations(until: datetime, office: Office, *, nudged: bool = True) -> Tally:
    """Tell until nothing is due before `until`; return how many alerts had which outcome.

    Who was nudged knows that there is something, and waits for an index that does not show it yet.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; nothing is lost.

    """
    run, clock = _Run(office, until), office.clock
    began = clock.now()
    judgement = office.planning.judgement
    run.over = wave_over(judgement.waves, judgement.policy.first_results_window, began)
    released_alerts = release_muted(office.planning, began)
    run.tally["alerts_planned"] += released_alerts
    last_seen = began if nudged or released_alerts else began - INDEX_LAG
    while True:
        wake = _look(run)
        now = clock.now()
        if wake is not None:
            last_seen = now
        elif now - last_seen < INDEX_LAG:
            wake = now
        if wake is None or max(wake, now) >= until:
            return +run.tally
        clock.sleep(min(max(wake - now, SHORTEST_NAP), LONGEST_NAP))


def _look(run: _Run) -> datetime | None:
    """Plan and tell what is due and return when to look again, None when nothing waits."""
    office, now = run.office, run.office.clock.now()
    pauses = {
        name: desk.pacing.pause(desk.channel.name()) or Pause(now)
        for name, desk in office.desks.items()
    }
    free_again = min(pause.until for pause in pauses.values())
    if run.rests and free_again > now:
        return free_again
    waiting = _waiting(run, _horizon(run, now, pauses.values()))
    news = [entry for entry in waiting if is_news(entry)]
    run.tally["alerts_overdue"] = sum(is_overdue(entry, now) for entry in news)
    planned = _plan(waiting, run, now)
    wakes = [
        tell_channel(entries, run.until, office.desks[name], pauses[name], run.tally)
        for name, entries in _by_channel(waiting, office).items()
    ]
    # What was just planned is seen at the next look; what is due has not waited for that.
    if planned or _to_plan(waiting, run, now):
        return now
    wakes.append(show_threads(run.until, office, run.tally))
    wake = min((wake for wake in wakes if wake is not None), default=None)
    run.rests = wake is not None and free_again > now
    return wake


def _waiting(run: _Run, horizon: datetime) -> Sequence[OutboxEntry[Waiting]]:
    """Return what is due until then, and first results that need not wait any more."""
    if run.over is None:
        return run.office.outbox.waiting(horizon)
    waiting = run.office.outbox.waiting(max(horizon, run.over.until))
    return released(waiting, horizon, run.over)


def _horizon(run: _Run, now: datetime, pauses: Iterable[Pause]) -> datetime:
    """Return how far to look: after failures also at what waits for a time of its own."""
    failed = any(pause.failures for pause in pauses)
    return max(run.until, now + run.office.window + (LONGEST_BACKOFF if failed else timedelta()))


def _plan(waiting: Sequence[OutboxEntry[Waiting]], run: _Run, now: datetime) -> bool:
    """Plan what is told of what was heard; return whether something was planned."""
    any_done = False
    for some in batched(_to_plan(waiting, run, now), PLANNED_AT_ONCE, strict=False):
        if run.office.clock.now() >= run.until:
            break
        planned = plan_alerts([heard for heard, _ in some], run.office.planning, now)
        run.tally["alerts_planned"] += planned.alerts
        for each in some:
            run.tries[each] += MOST_TRIES if each[0] in planned.done else each[0] in planned.refused
        any_done |= bool(planned.done)
    return any_done


def _to_plan(waiting: Sequence[OutboxEntry[Waiting]], run: _Run, now: datetime) -> list[_Heard]:
    """Return what is due to be planned, and was not planned or tried in vain by this run."""
    heard = [
        (entry.notice, entry.due)
        for entry in waiting
        if isinstance(entry.notice, Notice | Wake) and entry.due and entry.due <= now
    ]
    return [each for each in heard if run.tries[each] < MOST_TRIES]


def _by_channel(waiting: Sequence[OutboxEntry[Waiting]], office: Office) -> dict[str, list[Entry]]:
    by_channel: dict[str, list[Entry]] = defaultdict(list)
    for entry in waiting:
        if is_news(entry):
            by_channel[office.channel_of(entry)].append(entry)
    return by_channel
