"""Where the local AWS keeps what nobody needs afterwards: code of functions, objects, sockets."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with an unguessable name is made in it
ROOM = 1024**3  # bytes; a demo needs a seventh of it
PREFIX = "local-aws-"


def make() -> Path:
    """Make a folder, in memory where that is possible: functions start sooner, and stop sooner."""
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=MEMORY if _is_fit(MEMORY) else None))


def remove(folder: Path) -> None:
    """Remove a folder that `make` made; one that is gone is no error."""
    if folder.name.startswith(PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def _is_fit(folder: Path) -> bool:
    """Whether there is room, for programs too: containers often have neither."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    may_run = not found.f_flag & os.ST_NOEXEC
    return may_run and os.access(folder, os.W_OK) and found.f_bavail * found.f_frsize >= ROOM
