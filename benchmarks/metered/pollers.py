"""What invokes the functions: Lambda's pollers of a queue and of a stream.

A queue gathers for its batching window. A stream has a shard for each partition of its table: four,
since a new on-demand table takes 4,000 writes a second and a partition 1,000 (DynamoDB developer
guide); of a shard there is one invocation at a time. None of this could be tried on AWS.
"""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.metered.timeline import Timeline

SHARDS = 4


@dataclass
class Poller[T]:
    """Hands over what comes in batches; `alone` waits for one batch before it takes the next."""

    timeline: Timeline
    invoke: Callable[[list[T]], None]
    batch: int
    window: timedelta = timedelta()
    alone: bool = True
    _waiting: deque[T] = field(default_factory=deque)
    _is_set: bool = False

    def take(self, each: T) -> None:
        """Take something in, which is handed over with others soon."""
        self._waiting.append(each)
        if not self._is_set:
            self._is_set = True
            self.timeline.at(self.timeline.now + self.window, self._hand_over)
        elif not self.alone and len(self._waiting) >= self.batch:
            self.timeline.at(self.timeline.now, self._flush_full)

    def _flush_full(self) -> None:
        if len(self._waiting) >= self.batch:
            self._flush()

    def _hand_over(self) -> None:
        self._flush()
        self._is_set = bool(self._waiting)
        if self._is_set:
            self.timeline.at(self.timeline.now + self.window, self._hand_over)

    def _flush(self) -> None:
        some = [self._waiting.popleft() for _ in range(min(self.batch, len(self._waiting)))]
        if some:
            self.invoke(some)


def shard_of(partition: str) -> int:
    """Return which shard tells of a partition."""
    return zlib.crc32(partition.encode()) % SHARDS
