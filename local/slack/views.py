"""Modals: those that are open, and for whom."""

from __future__ import annotations

import itertools
import threading
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Open:
    """A modal that a user has before them; `hash` is another one after each change."""

    id: str
    user: str
    view: dict[str, Any]
    hash: str


class Views:
    """All open modals, by their ids."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, Open] = {}
        self._numbers = itertools.count(1)

    def open(self, user: str, view: dict[str, Any]) -> Open:
        """Show a modal to a user."""
        with self._lock:
            number = next(self._numbers)
            opened = Open(id=f"V{number:08d}", user=user, view=view, hash=f"{number}.0")
            self._open[opened.id] = opened
            return opened

    def find(self, identifier: object) -> Open | None:
        """Return the open modal of that id, or of that external id."""
        with self._lock:
            found = self._open.get(str(identifier))
            by_name = (o for o in self._open.values() if o.view.get("external_id") == identifier)
            return found or (next(by_name, None) if identifier else None)

    def change(self, opened: Open, view: dict[str, Any]) -> Open:
        """Show something else in a modal."""
        with self._lock:
            changed = replace(opened, view=view, hash=f"{next(self._numbers)}.1")
            self._open[opened.id] = changed
            return changed

    def close(self, view_id: str) -> None:
        """Take a modal away."""
        with self._lock:
            self._open.pop(view_id, None)

    def all(self) -> list[Open]:
        """Return the open modals, the newest last."""
        with self._lock:
            return list(self._open.values())

    def listing(self) -> list[dict[str, Any]]:
        """Return the open modals as they are told to tests and tools."""
        return [asdict(each) for each in self.all()]

    def clear(self) -> None:
        """Close all of them."""
        with self._lock:
            self._open.clear()
