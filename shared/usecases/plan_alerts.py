"""Plan what is told: what was heard of states becomes alerts of violations, each for a channel.

What one plans is written on the condition that the violation is as it was read. Where somebody else
was first, nothing is written, what was heard waits as it did, and the next look plans it anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.alert import Alert, AlertKind
from shared.domain.catalogue import rule_info
from shared.domain.life import Hush, Life, Verdict
from shared.domain.lives import Due, advance, due, speaks_of_the_unknown
from shared.domain.muting import ActiveMutes
from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.outbox import Entry, Fate, OutboxEntry, Wake
from shared.domain.routing import Routing, follows_at
from shared.domain.sightings import ViolationKey
from shared.domain.violation_keys import violation_shown_by
from shared.ports.alerting import Outbox
from shared.ports.hushing import Hushes, OpenStates
from shared.ports.muting import MuteQueries
from shared.ports.planning import KeptLife, LifeStep, Lives
from shared.usecases.judge_violations import Judgement, judge_violations

# What is written together has bounds; the rest waits, and is planned at the next look.
MOST_NOTICES = 50
# Notices and alerts; beside them stand the life, two items of what hushes, and what is counted.
MOST_TOGETHER = 90
# What was heard, and when: of time, when it was due to say something.
type Heard = tuple[Notice | Wake, datetime]

_NOT_DECIDED = Hush("it is being decided", by_sightings=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanningDesk:
    """What planning goes through."""

    lives: Lives
    mutes: MuteQueries
    judgement: Judgement
    hushes: Hushes
    open_states: OpenStates
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class Case:
    """A violation as it is stored, and what was heard of it.

    `hushed` is what it is taken to be hushed by, where that is not what is stored. Channels that
    are `waiting` will hear that it began, so they are not told again that it is open. From
    `heard_at` on it has waited for others of its group; None where there are none to wait for.
    """

    kept: KeptLife
    notices: tuple[Notice, ...] = ()
    hushed: Hush | None = None
    waiting: frozenset[str] = frozenset()
    heard_at: datetime | None = None

    @property
    def life(self) -> Life:
        """Return the life to go on from."""
        return replace(self.kept.life, hushed=self.hushed) if self.hushed else self.kept.life

    def tells(self, alert: Alert) -> bool:
        """Return whether an alert that was planned is to be told."""
        return not (alert.out_of_mute and alert.channel in self.waiting)

    def gathers_for(self, window: timedelta, now: datetime) -> timedelta:
        """Return for how long it waits for others of its group, from now on."""
        over = self.heard_at + window if self.heard_at else now
        return max(over - now, timedelta())


@dataclass(frozen=True, slots=True)
class Planned:
    """The alerts that there are to tell, as they wait, and what became of what was heard.

    `refused` is that of which somebody else was first; what is neither is left for a next step.
    """

    alerts: Sequence[Entry]
    done: frozenset[Notice | Wake]
    refused: frozenset[Notice | Wake]


def plan_alerts(heard: Iterable[Heard], desk: PlanningDesk, now: datetime) -> Planned:
    """Plan what is told of what was heard; what is not done with is to be planned anew.

    Raises:
        StoreUnavailableError: it cannot be read or written; what was heard waits as it did.

    """
    of_violations: dict[ViolationKey, list[Notice | Wake]] = defaultdict(list)
    heard_at: dict[ViolationKey, datetime] = {}
    for each, at in heard:
        violation = _violation_of(each)
        of_violations[violation].append(each)
        if isinstance(each, Notice):
            heard_at[violation] = min(at, heard_at.get(violation, at))
    notices = {
        violation: [each for each in some if isinstance(each, Notice)]
        for violation, some in of_violations.items()
    }
    kept = desk.lives.kept(notices)
    cases = [
        Case(
            kept[violation],
            _all_of(some, kept[violation].life, desk.lives),
            heard_at=heard_at.get(violation),
        )
        for violation, some in notices.items()
    ]
    written = write_cases(cases, desk, now)
    return Planned(
        alerts=[
            OutboxEntry(planned.alert, Fate.WAITING, planned.at)
            for step in written
            for planned in step.alerts
        ],
        done=frozenset(each for step in written for each in _done_with(step)),
        refused=frozenset(
            each
            for violation in of_violations.keys() - {step.life.violation for step in written}
            for each in of_violations[violation]
        ),
    )


def _violation_of(heard: Notice | Wake) -> ViolationKey:
    return heard.violation if isinstance(heard, Wake) else violation_shown_by(heard.key)


def _done_with(step: LifeStep) -> Iterator[Notice | Wake]:
    yield Wake(step.life.violation)
    yield from step.notices


def _all_of(heard: Sequence[Notice], life: Life, lives: Lives) -> tuple[Notice, ...]:
    """Return what was heard; of an end without a beginning, also what an index may not show yet."""
    known = set(heard)
    if speaks_of_the_unknown(life, heard):
        known |= set(lives.notices({each.key for each in heard}))
    return tuple(sorted(known, key=lambda each: each.version)[:MOST_NOTICES])


def alerts_of(steps: Iterable[LifeStep]) -> int:
    """Return how many alerts steps plan."""
    return sum(len(step.alerts) for step in steps)


def write_cases(cases: Sequence[Case], desk: PlanningDesk, now: datetime) -> list[LifeStep]:
    """Plan what is told of cases; return the steps that were written.

    Raises:
        StoreUnavailableError: it cannot be read or written.

    """
    verdicts = _verdicts(cases, desk, now)
    steps = [_step(case, verdicts, desk, now) for case in cases]
    written = desk.lives.keep(steps, now)
    return [step for step, done in zip(steps, written, strict=True) if done]


def _verdicts(
    cases: Sequence[Case], desk: PlanningDesk, now: datetime
) -> Mapping[StateKey, Verdict]:
    """Return the verdict on each period that needs one, looked up for all of them together."""
    asked: list[Life] = []

    def ask(life: Life) -> Verdict:
        asked.append(life)
        return _NOT_DECIDED

    for case in cases:
        advance(case.life, case.notices, ask, desk.judgement.policy.flap_window, now)
    if not asked:
        return {}
    mutes = ActiveMutes(desk.mutes.active(now), now)
    window = desk.judgement.grouping_window
    gathering = {case.life.violation: case.gathers_for(window, now) for case in cases}
    return judge_violations(asked, gathering, mutes, desk.judgement, now)


def _step(
    case: Case, verdicts: Mapping[StateKey, Verdict], desk: PlanningDesk, now: datetime
) -> LifeStep:
    flap_window = desk.judgement.policy.flap_window
    gathers_for = case.gathers_for(desk.judgement.grouping_window, now)

    def judge(life: Life) -> Verdict:
        return verdicts[life.first.key] if life.first else _NOT_DECIDED

    advanced = advance(case.life, case.notices, judge, flap_window, now)
    number = len(case.notices)
    if number > 1 and number + len(advanced.alerts) > MOST_TOGETHER:
        return _step(replace(case, notices=case.notices[: number // 2]), verdicts, desk, now)
    return LifeStep(
        kept=case.kept,
        life=advanced.life,
        due=due(advanced.life, flap_window),
        notices=case.notices,
        alerts=tuple(
            _with_others(each, desk.judgement.routing, gathers_for, now)
            for each in advanced.alerts
            if case.tells(each.alert)
        ),
    )


def _with_others(planned: Due, routing: Routing, gathers_for: timedelta, now: datetime) -> Due:
    """Let what follows the beginning of a violation wait for others, as that did."""
    alert = planned.alert
    if alert.kind is AlertKind.OPENED:
        return planned
    severity = rule_info(alert.key.rule_name).severity
    return Due(alert, follows_at(routing, alert.route, severity, now, gathers_for))
