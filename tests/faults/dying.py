"""Telling that ends at any step, as a process does that is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from shared.usecases.alert_desk import Desk
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


def mortal(desk: Desk, steps: Steps) -> Desk:
    """Return the desk with every port's calls counted, but for the time."""
    ports: Any = {field.name: getattr(desk, field.name) for field in fields(Desk)}
    clock = ports.pop("clock")
    return Desk(clock=clock, **{name: _Mortal(port, steps) for name, port in ports.items()})
