"""One page out of many ordered ranges: in order, complete, and resumable from any position.

Nothing is emitted while a range that is not yet read could still hold what comes before it. When a
page has cost enough reads, it ends short, at the position up to which every range was read.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from shared.adapters.dynamodb_items import Item, text
from shared.adapters.dynamodb_ranges import HIGHEST, LOWEST, Batch, Range
from shared.domain.pages import Page, Position

# Rounds of reads for one page. How many ranges are read at once grows from round to round, how much
# of a range each time that it is read, so this is enough for some 200 sparse partitions or some
# megabytes that a filter refuses.
ROUNDS = 10
WIDEST = 32
LARGEST_READ = 10_000
# Ranges that one page can look at; the next page goes on with the others. Ranges of one label are
# merged and cannot be looked at one after the other, so there may be more of them.
MOST_RANGES = 128

type Read = Callable[[Range, int, Item | None], Batch]


class _Stream:
    """A range, read ahead of where the merge stands; `frontier` is how far it was read."""

    def __init__(self, part: Range, after: Position | None, frontier: Position) -> None:
        self.part = part
        self.frontier = frontier
        self.buffer: deque[tuple[Position, Item]] = deque()
        self.finished = False
        self._reads = 0
        self._after = after
        self._resume: Item | None = None

    @property
    def waiting(self) -> bool:
        """Whether it has to be read before it is known what comes next in it."""
        return not self.buffer and not self.finished

    def fill(self, read: Read, size: int) -> None:
        """Read the next batch: `size` items at first, each time more."""
        batch = read(self.part, min(size * 4**self._reads, LARGEST_READ), self._resume)
        self._reads += 1
        for item in batch["Items"]:
            position = self.part.label, text(item, self.part.sk_name)
            if position != self._after:
                self.buffer.append((position, item))
        self._resume = batch.get("LastEvaluatedKey")
        if self._resume is None:
            self.finished = True
        else:
            self.frontier = self.part.label, text(self._resume, self.part.sk_name)


class Merge:
    """Merges ranges by label and sort key, ascending or newest first."""

    def __init__(self, read: Read, pool: Executor, *, newest_first: bool = False) -> None:
        self._read = read
        self._pool = pool
        self._newest_first = newest_first
        self._first = max if newest_first else min

    def page(
        self,
        ranges: Sequence[Range],
        limit: int,
        after: Position | None,
        size: int,
        most: int = MOST_RANGES,
    ) -> Page[Item]:
        """Return up to `limit` items after a position; `size` is how much is read of a range.

        It looks at `most` ranges; where there are others, it ends behind the last one's label.
        """
        rests = (part.rest(after, newest_first=self._newest_first) for part in ranges)
        parts = [part for part in rests if part is not None]
        streams = [self._stream(part, after) for part in _some(parts, most)]
        found: list[tuple[Position, Item]] = []
        for number in range(ROUNDS):
            self._fill(streams, min(2**number, WIDEST), size)
            self._take(streams, found, limit + 1)
            if len(found) > limit:
                return Page([item for _, item in found[:limit]], found[limit - 1][0])
            if not any(stream.waiting for stream in streams):
                break
        return Page([item for _, item in found], self._stopped(streams, parts))

    def _stream(self, part: Range, after: Position | None) -> _Stream:
        sk = HIGHEST if self._newest_first else LOWEST
        if after is not None and after[0] == part.label:
            sk = after[1]
        return _Stream(part, after, (part.label, sk))

    def _fill(self, streams: Sequence[_Stream], width: int, size: int) -> None:
        """Read, at the same time, all that block the merge and some of those that will."""
        waiting = sorted(
            (stream for stream in streams if stream.waiting),
            key=lambda stream: stream.frontier,
            reverse=self._newest_first,
        )
        blocking = sum(stream.frontier == waiting[0].frontier for stream in waiting)
        chosen = waiting[: max(blocking, width)]
        for _ in self._pool.map(lambda stream: stream.fill(self._read, size), chosen):
            pass

    def _take(
        self, streams: Sequence[_Stream], found: list[tuple[Position, Item]], want: int
    ) -> None:
        """Move what is certain to come next from the streams to what was found."""
        frontiers = [stream.frontier for stream in streams if stream.waiting]
        ready = [stream for stream in streams if stream.buffer]
        while ready and len(found) < want:
            stream = self._first(ready, key=lambda ready_one: ready_one.buffer[0][0])
            head = stream.buffer[0]
            if frontiers and self._first(head[0], *frontiers) != head[0]:
                return
            found.append(stream.buffer.popleft())
            if not stream.buffer:
                ready.remove(stream)
                frontiers += [] if stream.finished else [stream.frontier]

    def _stopped(self, streams: Sequence[_Stream], parts: Sequence[Range]) -> Position | None:
        """Return up to where everything was read, or None if that is the end."""
        frontiers = [stream.frontier for stream in streams if stream.waiting]
        if frontiers:
            return self._first(frontiers)
        if len(parts) > len(streams):
            return streams[-1].part.label, LOWEST if self._newest_first else HIGHEST
        return None


def _some(parts: Sequence[Range], most: int) -> Sequence[Range]:
    """Return the ranges that a page looks at: all of a label, or none of it."""
    end = most
    while 0 < end < len(parts) and parts[end].label == parts[end - 1].label:
        end += 1
    return parts[:end]
