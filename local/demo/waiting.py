"""Waiting for something to be so."""

import time
from collections.abc import Callable

from local.demo.world import DemoError

PAUSE_SECONDS = 0.2  # looking costs the machine time that the product could use


def wait_for[T](
    what: str, look: Callable[[], T | None], seconds: float, pause: float = PAUSE_SECONDS
) -> T:
    """Look until there is something (not None, not False, not empty); returns it.

    Raises DemoError, naming what did not come, when the time is over.
    """
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        if time.monotonic() > deadline:
            raise DemoError(f"{what} did not come within {seconds:g} s")
        time.sleep(pause)
