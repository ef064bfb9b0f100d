"""Third-party packages of a function: a locked dependency group, installed by uv for a platform.

The packages of all functions are installed and compiled once; each function gets links to its own.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Literal

from stacks.bundling import archive
from stacks.bundling.problems import BuildError

type Platform = Literal["arm64", "x86_64", "host"]

_UV_PLATFORM = {"arm64": "aarch64-manylinux2014", "x86_64": "x86_64-manylinux2014"}
_SCRIPTS_AND_LOCKS = ("bin", ".lock")
_TAG = sys.implementation.cache_tag


def requirements(root: Path, groups: Iterable[str]) -> str:
    """Return the pinned, hashed requirements of the groups, as the lock has them."""
    only = [option for group in groups for option in ("--only-group", group)]
    options = ["--no-emit-project", "--no-header", "--no-annotate"]
    return _uv(root, "export", "--frozen", *only, *options)


def installed(build: Path, pinned: str, platform: Platform) -> Path:
    """Return a folder below `build` with the wheels, compiled; it is made if it is not there.

    Raises:
        BuildError: as `install` does.

    """
    folder = _folder(build, pinned, platform)
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=build, prefix=".wheels-") as temporary:
            unfinished = Path(temporary) / "wheels"
            install(build, pinned=pinned, platform=platform, target=unfinished)
            archive.compile_wheels(unfinished)
            unfinished.rename(folder)
    return folder


def chosen(build: Path, pinned: str, *, among: Path, platform: Platform) -> Path:
    """Return a folder below `build` with links to those files of `among` that are required."""
    folder = _folder(build, pinned, platform)
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=build, prefix=".wheels-") as temporary:
            unfinished = Path(temporary) / "wheels"
            for name in _files(among, _names(pinned)):
                target = unfinished / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.hardlink_to(among / name)
            unfinished.rename(folder)
    return folder


def _folder(build: Path, pinned: str, platform: Platform) -> Path:
    key = hashlib.sha256(f"{platform}\n{pinned}".encode() + MAGIC_NUMBER).hexdigest()[:16]
    return build / f"wheels-{key}"


def _names(pinned: str) -> set[str]:
    """Return the names of the requirements, as the folders of their metadata spell them."""
    named = re.findall(r"^([A-Za-z0-9._-]+)==", pinned, re.MULTILINE)
    return {re.sub(r"[-_.]+", "_", name).lower() for name in named}


def _files(folder: Path, names: set[str]) -> Iterator[Path]:
    """Yield the files of the named distributions and what they were compiled to."""
    for metadata in sorted(folder.glob("*.dist-info")):
        if metadata.name.split("-")[0].lower() in names:
            for entry in Distribution.at(metadata).files or ():
                path = Path(entry)
                compiled = path.parent / "__pycache__" / f"{path.stem}.{_TAG}.pyc"
                found = (path, compiled) if path.suffix == ".py" else (path,)
                yield from (name for name in found if (folder / name).is_file())


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
