"""Deciding where a violation goes: a pure function that says why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from shared.domain.routing.conditions import Check, checks
from shared.domain.routing.mode import Mode, mode_for
from shared.domain.routing.route import Route, Routing
from shared.domain.routing.subject import Subject


class Outcome(StrEnum):
    """What a route says of a violation."""

    TAKES = "takes it"
    COMES_LATER = "would take it, but an earlier route does"
    DOES_NOT = "does not take it"
    UNKNOWN = "cannot tell, and so does not take it"


@dataclass(frozen=True, slots=True)
class RouteReason:
    """What a route says, and why: for what it does not take, all that speaks against it."""

    route: str
    outcome: Outcome
    why: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A channel that is told, by which route (None: no route took it) and how soon."""

    route: str | None
    channel: str
    mode: Mode
    batch_minutes: int

    @property
    def patience(self) -> tuple[int, int]:
        """How long it may take until it is told, to be compared with that of others."""
        batched = self.batch_minutes if self.mode is Mode.BATCHED else 0
        return list(Mode).index(self.mode), batched


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a violation goes: at least one channel, and none of them twice.

    `unknown` names what is not known and might change the decision if it were.
    """

    targets: tuple[Target, ...]
    fallback: bool
    reasons: tuple[RouteReason, ...]
    unknown: tuple[str, ...] = ()


def decide(routing: Routing, subject: Subject) -> Decision:
    """Return where a violation goes, and what each route says of it.

    Where several routes name one channel, it is told as soon as the most impatient of them asks.
    """
    judged = [_judge(route, subject) for route in routing.routes]
    taking = [route for route, reason in judged if reason.outcome is Outcome.TAKES]
    taken = taking if routing.every_match else taking[:1]
    targets = _one_for_each_channel(_target(route, subject) for route in taken)
    reasons = tuple(_placed(reason, taken) for _, reason in judged)
    return Decision(
        targets=targets or (_fallback(routing, subject),),
        fallback=not targets,
        reasons=reasons,
        unknown=tuple(dict.fromkeys(_that_matters(reasons, every=routing.every_match))),
    )


def _judge(route: Route, subject: Subject) -> tuple[Route, RouteReason]:
    made = list(checks(route, subject))
    against = [check for check in made if check.holds is False]
    unknown = [check for check in made if check.holds is None]
    if against:
        return route, RouteReason(route.name, Outcome.DOES_NOT, _said(against))
    if unknown:
        about = tuple(dict.fromkeys(check.about for check in unknown))
        return route, RouteReason(route.name, Outcome.UNKNOWN, _said(unknown), about)
    return route, RouteReason(route.name, Outcome.TAKES, _said(made) or ("it takes everything",))


def _said(made: Iterable[Check]) -> tuple[str, ...]:
    return tuple(check.said for check in made)


def _target(route: Route, subject: Subject) -> Target:
    mode = route.mode or mode_for(subject.severity)
    return Target(route.name, route.channel, mode, route.batch_minutes)


def _fallback(routing: Routing, subject: Subject) -> Target:
    return Target(None, routing.fallback, mode_for(subject.severity), routing.batch_minutes)


def _one_for_each_channel(targets: Iterable[Target]) -> tuple[Target, ...]:
    soonest: dict[str, Target] = {}
    for target in targets:
        known = soonest.setdefault(target.channel, target)
        soonest[target.channel] = min(known, target, key=lambda t: t.patience)
    return tuple(soonest.values())


def _placed(reason: RouteReason, taken: list[Route]) -> RouteReason:
    if reason.outcome is not Outcome.TAKES or any(r.name == reason.route for r in taken):
        return reason
    why = f"{taken[0].name} comes first"
    return RouteReason(reason.route, Outcome.COMES_LATER, (why,))


def _that_matters(reasons: Iterable[RouteReason], *, every: bool) -> Iterator[str]:
    """Yield what is unknown to routes that would be asked: none after the one that takes it."""
    for reason in reasons:
        if reason.outcome is Outcome.TAKES and not every:
            return
        yield from reason.unknown
