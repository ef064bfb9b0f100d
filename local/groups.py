"""Ending all the processes of a group."""

import contextlib
import os
import signal
import time
from pathlib import Path

PROCESSES = Path("/proc")
ENDED = ("Z", "X")  # a zombie has ended, and waits for a parent that may never ask
POLL_SECONDS = 0.02


def kill(group: int, seconds: float) -> None:
    """Kill a group and wait, so many seconds at most, until none of its processes runs.

    They keep nothing that is worth a gentler end: what they wrote is removed anyway.
    """
    deadline = time.monotonic() + seconds
    while runs(group) and time.monotonic() < deadline:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def runs(group: int) -> bool:
    """Whether any process of the group runs."""
    if PROCESSES.is_dir():
        return any(_runs_in(stat, group) for stat in PROCESSES.glob("[0-9]*/stat"))
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _runs_in(stat: Path, group: int) -> bool:
    """Read one process's line: number (name) state parent group ... (proc_pid_stat(5))."""
    try:
        state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
    except (OSError, ValueError):
        return False  # it ended while it was being looked at
    return int(its_group) == group and state not in ENDED
