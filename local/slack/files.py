"""Files that were uploaded: a ticket first, then the bytes, then they are shared."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class File:
    """A file; `content` is None until it was uploaded."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes | None = None


class Files:
    """All files, by their ids."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: dict[str, File] = {}
        self._numbers = itertools.count(1)

    def ticket(self, name: str, length: int) -> File:
        """Let a file be uploaded."""
        with self._lock:
            file = File(id=f"F{next(self._numbers):08d}", name=name, length=length)
            self._files[file.id] = file
            return file

    def find(self, file_id: str) -> File | None:
        """Return a file, or None."""
        return self._files.get(file_id)

    def keep(self, file_id: str, content: bytes) -> bool:
        """Keep what was uploaded; False if it is not the length that the ticket is for."""
        with self._lock:
            file = self._files.get(file_id)
            if file is None or file.length != len(content):
                return False
            self._files[file_id] = replace(file, content=content)
            return True

    def entitle(self, file_id: str, title: str) -> None:
        """Give a file its title."""
        with self._lock:
            self._files[file_id] = replace(self._files[file_id], title=title)

    def clear(self) -> None:
        """Forget all files."""
        with self._lock:
            self._files.clear()
