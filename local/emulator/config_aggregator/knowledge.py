"""The model of the running local AWS, lent to one at a time, and what it has still to learn.

Learning an event takes a tenth of the time of publishing it: it is left for when somebody asks.
"""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from local.emulator.config_aggregator.feed import learn
from local.emulator.config_aggregator.model import SourceModel
from local.emulator.config_aggregator.reading import Json

MODEL = SourceModel()
MOST_WAITING = 20_000  # of about 2 kB each

_heard: deque[tuple[Json, str]] = deque()
_lock = threading.RLock()


def hear(envelope: Json, detail: str) -> None:
    """Know what an event says from now on; its detail is JSON."""
    _heard.append((envelope, detail))
    if len(_heard) >= MOST_WAITING:
        with knowledge():
            return


@contextmanager
def knowledge() -> Iterator[SourceModel]:
    """Lend the model, which knows all that was heard; nobody else has it meanwhile."""
    with _lock:
        while _heard:
            envelope, detail = _heard.popleft()
            learn(MODEL, {**envelope, "detail": json.loads(detail)})
        yield MODEL
