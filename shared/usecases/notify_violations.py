"""Plan what is told, tell what is due, and leave: what is due later somebody else is woken for.

Sleeping is paid for like work. Whoever is woken because something was heard stays until that is
told; what time brings is seen by the run of the next minute.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from shared.domain.delivery import LONGEST_BACKOFF
from shared.domain.notices import Notice
from shared.domain.outbox import (
    Entry,
    News,
    OutboxEntry,
    Pause,
    Waiting,
    Wake,
    is_news,
    is_overdue,
)
from shared.usecases.alert_desk import Office, Tally
from shared.usecases.await_first_results import WaveOver, released, wave_over
from shared.usecases.plan_alerts import Heard, plan_alerts
from shared.usecases.release_muted import release_muted
from shared.usecases.show_threads import show_threads
from shared.usecases.tell_channel import tell_channel

# An index of DynamoDB lags behind its table, usually by less than a second.
INDEX_LAG = timedelta(seconds=2)
# Between two looks: not so short that it is all that is done, not so long that an alert is late.
SHORTEST_NAP = timedelta(milliseconds=200)
LONGEST_NAP = timedelta(seconds=2)
# What is due so soon after it would leave is told before: the times of a stream are whole seconds,
# rounded down (DynamoDB API, "StreamRecord").
A_MOMENT = timedelta(seconds=1)
# How long a channel is waited for that does not take what is due.
PATIENCE = timedelta(seconds=10)
# What is planned before it is seen whether there is time for more.
PLANNED_AT_ONCE = 500
# How often a run plans the same: somebody else may be first, and the index may show for a moment
# what is done with.
MOST_TRIES = 3


@dataclass
class _Run:
    """One invocation: until when it works, until when it waits, what it has tried, what it counts.

    First results of a wave that is `over` need not wait any more. What was `planned` is known here
    before an index shows it. `rests` says that all channels want to be left alone, and that what
    there is to plan is planned.
    """

    office: Office
    until: datetime
    stays: datetime
    tries: Counter[Heard] = field(default_factory=Counter[Heard])
    planned: dict[News, Entry] = field(default_factory=dict)
    over: WaveOver | None = None
    rests: bool = False
    tally: Tally = field(default_factory=Counter[str])

    def stay(self, until: datetime) -> None:
        """Wait until then, or longer if it does so anyway."""
        self.stays = max(self.stays, until)


def stays_for(newest: datetime, window: timedelta) -> datetime:
    """Return how long somebody stays who is woken by notices, the `newest` of them heard then."""
    return newest + max(window, INDEX_LAG)


def notify_violations(until: datetime, office: Office, stays: datetime) -> Tally:
    """Tell what is due and what becomes due while it `stays`; return how many had which outcome.

    No message is begun `until` or later.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; nothing is lost.

    """
    run, clock = _Run(office, until, stays), office.clock
    last_seen = clock.now()
    judgement = office.planning.judgement
    run.over = wave_over(judgement.waves, judgement.policy.first_results_window, last_seen)
    if released_alerts := release_muted(office.planning, last_seen):
        run.tally["alerts_planned"] += released_alerts
        run.stay(last_seen + INDEX_LAG)
    while True:
        posted = run.tally["messages_posted"]
        wake = _look(run)
        now = clock.now()
        if wake is not None or run.tally["messages_posted"] > posted:
            last_seen = now
        if wake is None and now < min(run.stays, last_seen + INDEX_LAG):
            wake = now
        if wake is None or max(wake, now) >= until or wake > max(now, run.stays) + A_MOMENT:
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
    horizon = _horizon(run, now, pauses.values())
    waiting = _waiting(run, horizon)
    run.tally["alerts_overdue"] = sum(is_overdue(e, now) for e in waiting if is_news(e))
    _plan(waiting, run, now)
    news = _news(run, waiting, horizon, now)
    wakes = _tell(news, pauses, run)
    if _to_plan(waiting, run, now):
        return now
    wakes.append(show_threads(run.until, office, run.tally))
    wake = min((wake for wake in wakes if wake is not None), default=None)
    run.rests = wake is not None and free_again > now
    return wake


def _news(
    run: _Run, waiting: Iterable[OutboxEntry[Waiting]], horizon: datetime, now: datetime
) -> list[Entry]:
    """Return what there is to tell; what was just planned is taken as it is, once."""
    news = [entry for entry in waiting if is_news(entry)]
    for entry in news:
        run.planned.pop(entry.notice, None)
    news += [entry for entry in run.planned.values() if entry.ready <= horizon]
    run.planned = {what: entry for what, entry in run.planned.items() if entry.ready > now}
    return news


def _tell(news: Iterable[Entry], pauses: Mapping[str, Pause], run: _Run) -> list[datetime | None]:
    """Tell each channel what is due; return when to look again at each."""
    office, wakes = run.office, []
    for name, entries in _by_channel(news, office).items():
        told = run.tally["notices_told"]
        desk = office.desks[name]
        again = tell_channel(entries, run.until, desk, pauses[name], run.tally)
        now = office.clock.now()
        if again.is_held:
            run.stay(now + PATIENCE)
        # The index shows in a moment which threads are to be edited.
        if desk.channel.threads and run.tally["notices_told"] > told:
            run.stay(now + INDEX_LAG)
        wakes.append(again.at)
    return wakes


def _waiting(run: _Run, horizon: datetime) -> Sequence[OutboxEntry[Waiting]]:
    """Return what is due until then, and first results that need not wait any more."""
    if run.over is None:
        return run.office.outbox.waiting(horizon)
    waiting = run.office.outbox.waiting(max(horizon, run.over.until))
    return released(waiting, horizon, run.over)


def _horizon(run: _Run, now: datetime, pauses: Iterable[Pause]) -> datetime:
    """Return how far to look: after failures also at what waits for a time of its own."""
    failed = any(pause.failures for pause in pauses)
    beyond = run.office.window + (LONGEST_BACKOFF if failed else timedelta())
    return max(run.stays, now + beyond)


def _plan(waiting: Sequence[OutboxEntry[Waiting]], run: _Run, now: datetime) -> None:
    """Plan what is told of what was heard."""
    for some in batched(_to_plan(waiting, run, now), PLANNED_AT_ONCE, strict=False):
        if run.office.clock.now() >= run.until:
            break
        planned = plan_alerts(some, run.office.planning, now)
        run.tally["alerts_planned"] += len(planned.alerts)
        run.planned |= {entry.notice: entry for entry in planned.alerts}
        for each in some:
            run.tries[each] += MOST_TRIES if each[0] in planned.done else each[0] in planned.refused


def _to_plan(waiting: Sequence[OutboxEntry[Waiting]], run: _Run, now: datetime) -> list[Heard]:
    """Return what is due to be planned, and was not planned or tried in vain by this run."""
    heard = [
        (entry.notice, entry.due)
        for entry in waiting
        if isinstance(entry.notice, Notice | Wake) and entry.due and entry.due <= now
    ]
    return [each for each in heard if run.tries[each] < MOST_TRIES]


def _by_channel(news: Iterable[Entry], office: Office) -> dict[str, list[Entry]]:
    by_channel: dict[str, list[Entry]] = defaultdict(list)
    for entry in news:
        by_channel[office.channel_of(entry)].append(entry)
    return by_channel
