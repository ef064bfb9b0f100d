"""Third-party packages of a function: a locked dependency group, installed by uv for a platform."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Literal

from stacks.bundling import archive
from stacks.bundling.problems import BuildError

type Platform = Literal["arm64", "x86_64", "host"]

_UV_PLATFORM = {"arm64": "aarch64-manylinux2014", "x86_64": "x86_64-manylinux2014"}
_SCRIPTS_AND_LOCKS = ("bin", ".lock")


def requirements(root: Path, group: str) -> str:
    """Return the pinned, hashed requirements of the group, as the lock has them."""
    options = ["--only-group", group, "--no-emit-project", "--no-header", "--no-annotate"]
    return _uv(root, "export", "--frozen", *options)


def installed(build: Path, pinned: str, platform: Platform) -> Path:
    """Return a folder below `build` with the wheels, compiled; functions with equal ones share it.

    Raises:
        BuildError: as `install` does.

    """
    key = hashlib.sha256(f"{platform}\n{pinned}".encode() + MAGIC_NUMBER).hexdigest()[:16]
    folder = build / f"wheels-{key}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=build, prefix=".wheels-") as temporary:
            unfinished = Path(temporary) / "wheels"
            install(build, pinned=pinned, platform=platform, target=unfinished)
            archive.compile_bytecode(unfinished)
            unfinished.rename(folder)
    return folder


def install(cwd: Path, *, pinned: str, platform: Platform, target: Path) -> None:
    """Put the wheels of the pinned requirements into the target folder, for Python 3.13.

    Raises:
        BuildError: uv is missing, or a requirement has no wheel for the platform.

    """
    target.mkdir(parents=True)
    listed = target / ".requirements.txt"
    listed.write_text(pinned, encoding="utf-8")
    options = ["--target", str(target), "--python", sys.executable, "--only-binary", ":all:"]
    if platform != "host":
        options += ["--python-platform", _UV_PLATFORM[platform], "--python-version", "3.13"]
    _uv(cwd, "pip", "install", "--require-hashes", *options, "-r", str(listed))
    listed.unlink()
    for name in _SCRIPTS_AND_LOCKS:
        shutil.rmtree(target / name, ignore_errors=True)
        (target / name).unlink(missing_ok=True)


def _uv(cwd: Path, *arguments: str) -> str:
    """Run uv and return what it printed."""
    local = Path(__file__).resolve().parents[2] / ".venv-uv" / "bin" / "uv"
    program = os.environ.get("UV") or shutil.which("uv") or (str(local) if local.exists() else "")
    if not program:
        raise BuildError("uv is not on the PATH; `make setup` installs it")
    done = subprocess.run(  # noqa: S603 - uv with arguments of this module
        [program, *arguments, "--quiet", "--color", "never"],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"uv {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout
