"""Versions, and where they stand: in pyproject.toml, and in the lock that repeats it."""

import re
from typing import NamedTuple

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_IN_PROJECT = re.compile(r'^(version = )"[^"]*"', re.MULTILINE)
_IN_LOCK = re.compile(r'^(name = "aws-config-monitoring"\nversion = )"[^"]*"', re.MULTILINE)


class Version(NamedTuple):
    """A version, as semver.org says what each part of it promises."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        """Return it as it is written."""
        return ".".join(map(str, self))

    @property
    def upcoming(self) -> str:
        """What comes after it, before it is known how large a change it will be."""
        return f"{self._replace(patch=self.patch + 1)}.dev0"


def read_version(text: str) -> Version:
    """Return the version that is written.

    Raises:
        ValueError: it is not of the form 1.2.3.

    """
    match = _VERSION.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no version of the form 1.2.3")
    return Version(*map(int, match.groups()))


def in_project(text: str, version: str) -> str:
    """Return the text of pyproject.toml with the version."""
    return _IN_PROJECT.sub(rf'\1"{version}"', text, count=1)


def in_lock(text: str, version: str) -> str:
    """Return the text of uv.lock with the version of the project."""
    return _IN_LOCK.sub(rf'\1"{version}"', text, count=1)
