"""The command line: `python -m tools.release 1.2.3`, or `make release VERSION=1.2.3`."""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tools.release.steps import Repository
from tools.release.versions import read_version

ROOT = Path(__file__).resolve().parents[2]
NOT_POSSIBLE = 2


def checks() -> bool:
    """Run the gates and all tests; return whether they passed."""
    return subprocess.run(["make", "check", "test"], cwd=ROOT, check=False).returncode == 0  # noqa: S607 - the make that started this


def keep() -> None:
    """Keep the templates and the items that the next release is held against."""
    subprocess.run([sys.executable, "-m", "tests.upgrades"], cwd=ROOT, check=True)


def main(
    argv: Sequence[str] | None = None,
    root: Path = ROOT,
    green: Callable[[], bool] = checks,
    kept: Callable[[], None] = keep,
) -> int:
    """Release a version; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=__doc__)
    parser.add_argument("version", type=read_version, help="such as 1.2.3")
    version = parser.parse_args(argv).version
    repository = Repository(root)
    if problems := list(repository.problems(version)):
        return _refuse(problems)
    if not green():
        return _refuse(["the checks or the tests did not pass"])
    repository.release(version, datetime.now(UTC).date().isoformat(), kept)
    print(f"{version} is committed and tagged here: `git push --follow-tags` publishes it")
    return 0


def _refuse(problems: Sequence[str]) -> int:
    for problem in problems:
        print(f"not released: {problem}", file=sys.stderr)
    return NOT_POSSIBLE


if __name__ == "__main__":
    sys.exit(main())
