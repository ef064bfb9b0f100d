"""Ports of somebody who dies at a certain step: nothing that follows is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Died(BaseException):
    """The process ends here."""


@dataclass
class Life:
    """So many calls of ports, and then no more; the last one is carried out if `after`."""

    calls: int
    after: bool = False
    made: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return len(self.made) >= self.calls

    def port(self, port: Any) -> Any:
        """Return the port as it is while the life lasts."""
        return _Port(port, self)

    def call(self, name: str, do: Callable[[], Any]) -> Any:
        if self.is_over:
            raise Died
        self.made.append(name)
        if self.is_over and not self.after:
            raise Died
        answer = do()
        if self.is_over:
            raise Died
        return answer


class _Port:
    def __init__(self, port: Any, life: Life) -> None:
        self._port = port
        self._life = life

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        return lambda *args: self._life.call(name, lambda: method(*args))
