"""What a release is made of, and what has to hold before anything is written."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.release import changelog
from tools.release.versions import Version, in_lock, in_project

_WRITTEN = ("CHANGELOG.md", "pyproject.toml", "uv.lock")
_KEPT = "tests/upgrades/previous"


class Repository:
    """The files of the project, and git on them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def problems(self, version: Version) -> Iterator[str]:
        """Yield each reason why the version cannot be released as things are."""
        log = self._read("CHANGELOG.md")
        latest = changelog.latest(log)
        if latest and version <= latest:
            yield f"{version} is not after {latest}, the latest in CHANGELOG.md"
        if not changelog.unreleased(log):
            yield "CHANGELOG.md has nothing under [Unreleased]"
        if self._git("status", "--porcelain"):
            yield "there are changes that are not committed"
        if self._git("tag", "--list", f"v{version}"):
            yield f"the tag v{version} is there already"

    def release(self, version: Version, day: str, keep: Callable[[], None]) -> None:
        """Write the version, commit and tag it; then say in a second commit that work goes on.

        `keep` writes what the release after this one is held against, while this one is there.
        """
        log = self._read("CHANGELOG.md")
        notes = changelog.unreleased(log)
        self._write("CHANGELOG.md", changelog.release(log, version, day))
        self._commit(str(version), f"Release {version}")
        # Headings begin with what git would take for a comment.
        message = ("-m", f"{version}\n\n{notes}")
        self._git("tag", "--annotate", f"v{version}", "--cleanup=whitespace", *message)
        keep()
        self._git("add", _KEPT)
        self._commit(version.upcoming, f"Go on after {version}")

    def _commit(self, version: str, message: str) -> None:
        self._write("pyproject.toml", in_project(self._read("pyproject.toml"), version))
        self._write("uv.lock", in_lock(self._read("uv.lock"), version))
        self._git("add", *_WRITTEN)
        self._git("commit", "--quiet", "--message", message)

    def _read(self, name: str) -> str:
        return (self._root / name).read_text(encoding="utf-8")

    def _write(self, name: str, text: str) -> None:
        (self._root / name).write_text(text, encoding="utf-8")

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - git with arguments of this module
            ["git", *arguments],  # noqa: S607 - the git of whoever releases
            cwd=self._root,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout.strip()
