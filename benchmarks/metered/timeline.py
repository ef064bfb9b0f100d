"""A clock that moves only when everybody sleeps, for functions that run beside each other."""

from __future__ import annotations

import heapq
import itertools
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class _Task:
    """Something that runs until it sleeps or ends, and then lets others run."""

    def __init__(self, action: Callable[[], None]) -> None:
        self.turn, self.action = threading.Semaphore(0), action
        self.thread: threading.Thread | None = None


@dataclass
class Timeline:
    """Runs what is due, one after the other, in the order of time; sleeping costs no time."""

    now: datetime
    _due: list[tuple[datetime, int, _Task]] = field(default_factory=list)
    _order: itertools.count[int] = field(default_factory=itertools.count)
    _others: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _running: dict[int, _Task] = field(default_factory=dict)
    _trouble: list[BaseException] = field(default_factory=list)

    def at(self, when: datetime, action: Callable[[], None]) -> None:
        """Do something at a time, which is now where that is over."""
        self._put(when, _Task(action))

    def sleep(self, duration: timedelta) -> None:
        """Let others run for so long; called by what runs."""
        task = self._running[threading.get_ident()]
        self._put(self.now + duration, task)
        self._others.release()
        task.turn.acquire()

    def run(self) -> None:
        """Run until nothing is due any more."""
        while self._due:
            when, _, task = heapq.heappop(self._due)
            self.now = max(self.now, when)
            if task.thread is None:
                task.thread = threading.Thread(target=self._run, args=(task,), daemon=True)
                task.thread.start()
            task.turn.release()
            self._others.acquire()
            if self._trouble:
                raise self._trouble[0]

    def _put(self, when: datetime, task: _Task) -> None:
        heapq.heappush(self._due, (when, next(self._order), task))

    def _run(self, task: _Task) -> None:
        task.turn.acquire()
        self._running[threading.get_ident()] = task
        try:
            task.action()
        except BaseException as error:  # noqa: BLE001 - raised again where it is run
            self._trouble.append(error)
        del self._running[threading.get_ident()]
        self._others.release()
