"""Turns and pauses in memory; threads may share them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from shared.domain.outbox import Pause
from shared.domain.tickets import Ticket


class InMemoryPacing:
    """Keeps when each channel may be used next."""

    def __init__(self) -> None:
        self.turns: list[datetime] = []
        self._next: dict[str, datetime] = {}
        self._pauses: dict[str, Pause] = {}
        self._tickets: Counter[tuple[str, Ticket, datetime]] = Counter()
        self._lock = Lock()

    def take_turn(self, channel: str, now: datetime, interval: timedelta) -> datetime:
        if not interval:
            return now
        with self._lock:
            pause = self._pauses.get(channel, Pause(now))
            ready = max(self._next.get(channel, now), pause.until, now)
            if ready == now:
                self._next[channel] = now + interval
                self.turns.append(now)
            return ready

    def pause(self, channel: str) -> Pause | None:
        return self._pauses.get(channel)

    def keep_pause(self, channel: str, pause: Pause) -> None:
        with self._lock:
            now = self._pauses.get(channel)
            if now is None or now.until < pause.until:
                self._pauses[channel] = pause
            else:
                most = max(now.failures, pause.failures)
                self._pauses[channel] = replace(now, failures=most)

    def forget_failures(self, channel: str) -> None:
        with self._lock:
            if channel in self._pauses:
                self._pauses[channel] = replace(self._pauses[channel], failures=0)

    def tickets(self, channel: str, now: datetime) -> Mapping[Ticket, int]:
        with self._lock:
            return {ticket: self._tickets[channel, ticket, _minute(now)] for ticket in Ticket}

    def take_ticket(self, channel: str, ticket: Ticket, now: datetime, most: int) -> bool:
        place = channel, ticket, _minute(now)
        with self._lock:
            left = self._tickets[place] < most
            self._tickets[place] += left
            return left

    def return_ticket(self, channel: str, ticket: Ticket, taken_at: datetime) -> None:
        place = channel, ticket, _minute(taken_at)
        with self._lock:
            self._tickets[place] -= self._tickets[place] > 0


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
