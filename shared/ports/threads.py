"""What telling in threads needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.alert import Alert
from shared.domain.thread_keys import ThreadGroup, ThreadKey
from shared.domain.threads import Thread


class Threads(Protocol):
    """The threads of all channels, as they were just written.

    Every method may raise StoreUnavailableError; then nothing, or a part, is kept, and asking again
    counts nothing twice.
    """

    def get(self, key: ThreadKey) -> Thread | None:
        """Return a thread; None where there is no such one, or none any more."""
        ...

    def of_alerts(self, alerts: Iterable[Alert]) -> Mapping[Alert, Thread]:
        """Return the threads in which the violations of these alerts, in their period, are told."""
        ...

    def join(self, group: ThreadGroup, opened: Sequence[Alert], now: datetime) -> Thread:
        """Tell violations in the open thread of a group, or in a new one, and return it.

        Those that are told in a thread already stay there.
        """
        ...

    def end(self, over: Sequence[Alert], now: datetime) -> Mapping[Alert, Thread]:
        """Keep that violations are over, and return the threads of those that are in one."""
        ...

    def change(self, key: ThreadKey, step: Callable[[Thread], Thread]) -> Thread | None:
        """Keep what becomes of a thread, and return it; None where there is none.

        `step` is called again where somebody else changed it meanwhile.
        """
        ...

    def stale(self, until: datetime) -> Sequence[Thread]:
        """Return threads whose first message is to be edited until then, the longest due first.

        May lag a little behind; not necessarily all.
        """
        ...
