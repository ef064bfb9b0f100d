"""What the Slack secret holds, as text or as an object, whatever a person has typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_THIS_MACHINE = ("127.0.0.1", "localhost")

type Value = Mapping[str, Any] | str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Nothing can be done with it; `why` goes on from "the secret NAME" and holds nothing of it."""

    why: str


def read_value(secret: str) -> Value:
    """Return a JSON object, or any other text as it is."""
    try:
        value = json.loads(secret)
    except (ValueError, RecursionError):
        return secret.strip()
    return value if isinstance(value, dict) else {}


def member(secret: Mapping[str, Any], name: str) -> str:
    """Return a member as text, empty where there is none."""
    return str(secret.get(name) or "").strip()


def is_usable(url: str) -> bool:
    """Whether it is an address with TLS, or one on this machine."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    local = parts.scheme == "http" and parts.hostname in _THIS_MACHINE
    return local or (parts.scheme == "https" and bool(parts.hostname))
