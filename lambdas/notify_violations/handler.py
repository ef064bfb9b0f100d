"""The entry point of the function."""

from typing import Any


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return nothing of note."""
    return {"received": len(event)}
