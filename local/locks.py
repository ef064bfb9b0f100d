"""Locks on files: held as long as a process lives, whatever becomes of its number."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def taken(descriptor: int) -> bool:
    """Try to lock an open file; returns whether it is locked now, False when another holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else is inside, and keep others out meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
