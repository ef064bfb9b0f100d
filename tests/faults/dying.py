"""Telling that ends at any step, as a process does that is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from shared.usecases.alert_desk import Desk, Office
from shared.usecases.plan_alerts import PlanningDesk
from tests.faults.breaking import Killed


class Steps:
    """The calls of a run, each with what is before and after it; it ends at one of them."""

    def __init__(self, last: int | None = None) -> None:
        self.taken: list[str] = []
        self._last = last

    @contextmanager
    def around(self, name: str) -> Iterator[None]:
        self._take(f"before {name}")
        yield
        self._take(f"after {name}")

    def _take(self, step: str) -> None:
        self.taken.append(step)
        if len(self.taken) - 1 == self._last:
            raise Killed


class _Mortal:
    """A port whose calls are steps."""

    def __init__(self, port: Any, steps: Steps) -> None:
        self._port = port
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._port, name)
        if not callable(member):
            return member

        def call(*args: Any, **more: Any) -> Any:
            with self._steps.around(name):
                return member(*args, **more)

        return call


def mortal(office: Office, steps: Steps) -> Office:
    """Return the office with every call of a port counted, but for the time."""
    outbox: Any = _Mortal(office.outbox, steps)
    desks = {name: _desk(desk, outbox, steps) for name, desk in office.desks.items()}
    return replace(
        office,
        outbox=outbox,
        threads=_mortal(office.threads, steps),
        planning=_planning(office.planning, steps),
        desks=desks,
    )


def _mortal(port: Any, steps: Steps) -> Any:
    return _Mortal(port, steps)


def _desk(desk: Desk, outbox: Any, steps: Steps) -> Desk:
    names = ("lives", "pacing", "channel", "writer", "dead_letters", "threads")
    ports: dict[str, Any] = {name: _Mortal(getattr(desk, name), steps) for name in names}
    muting = replace(desk.muting, mutes=_mortal(desk.muting.mutes, steps))
    return replace(desk, outbox=outbox, muting=muting, **ports)


def _planning(desk: PlanningDesk, steps: Steps) -> PlanningDesk:
    lives: Any = _Mortal(desk.lives, steps)
    mutes: Any = _Mortal(desk.mutes, steps)
    rules: Any = _Mortal(desk.judgement.rules, steps)
    return replace(
        desk,
        lives=lives,
        mutes=mutes,
        judgement=replace(desk.judgement, rules=rules),
        hushes=_mortal(desk.hushes, steps),
        open_states=_mortal(desk.open_states, steps),
        outbox=_mortal(desk.outbox, steps),
    )
