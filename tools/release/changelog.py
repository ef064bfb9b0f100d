"""The changelog, in the form of keepachangelog.com: what is not released yet stands on top."""

import re

from tools.release.versions import Version, read_version

_TITLE = re.compile(r"^## \[?(?P<name>[^\]\s]+)\]?", re.MULTILINE)
_UNRELEASED = "## [Unreleased]\n"


def latest(text: str) -> Version | None:
    """Return the newest version that the changelog knows, None before the first."""
    named = (title["name"] for title in _TITLE.finditer(text))
    return max((read_version(name) for name in named if name != "Unreleased"), default=None)


def unreleased(text: str) -> str:
    """Return what has changed since the last release; empty where there is no such section."""
    _, found, after = text.partition(_UNRELEASED)
    following = _TITLE.search(after)
    return (after[: following.start()] if following else after).strip() if found else ""


def release(text: str, version: Version, day: str) -> str:
    """Return the changelog with what was not released under the version, and nothing above it."""
    return text.replace(_UNRELEASED, f"{_UNRELEASED}\n## [{version}] - {day}\n", 1)
