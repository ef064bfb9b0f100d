"""`python -m tools.dlq` on the local AWS, as a person runs it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def dlq(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command."""
    return subprocess.run(
        [sys.executable, "-m", "tools.dlq", *arguments, "--local"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def dead_letters(about: str) -> list[dict[str, Any]]:
    """Return the dead letters that are about a resource; others' tests may hide them at times."""
    listed = dlq("list", "--json")
    assert listed.returncode == 0, listed.stderr
    return [letter for letter in json.loads(listed.stdout)["letters"] if about in letter["body"]]
