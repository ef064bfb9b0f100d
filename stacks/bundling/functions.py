"""The zip of each function, built when what goes into it has changed."""

import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from threading import Lock
from typing import Any

from aws_cdk import AssetHashType
from aws_cdk import aws_lambda as lambda_

from stacks.bundling import archive, checks, wheels
from stacks.bundling.imports import reachable

ROOT = Path(__file__).resolve().parents[2]
# Functions that render what people read, and so ship the templates.
RENDERING = frozenset({"notify_violations", "daily_digest", "slack_interactions", "compliance_api"})
# A function that imports this module reads the file of the deployment.
_READS_DEPLOYMENT = "shared.deployment"
DEPLOYMENT_FILE = "deployment.json"
KEPT = 6  # zips of a function: of other platforms, of the last changes
_LOG = logging.getLogger(__name__)


class FunctionZips:
    """Builds zips for one platform into `.build`, each named by a digest of all that is in it.

    `deployment` has the members of the file that functions read their part of the settings from.
    """

    def __init__(
        self,
        platform: wheels.Platform,
        root: Path = ROOT,
        *,
        deployment: Mapping[str, Any] | None = None,
    ) -> None:
        self._platform = platform
        self._deployment = json.dumps(deployment or {}, sort_keys=True, separators=(",", ":"))
        self._root = root
        self._build = root / ".build"
        self._installing = Lock()
        self._built: dict[str, Path] = {}

    def code(self, stem: str) -> lambda_.Code:
        """Return the code of the function in `lambdas/<stem>`, for its construct."""
        path = self._built.get(stem) or self.zip(stem)
        digest = path.stem.rpartition("-")[2]
        return lambda_.Code.from_asset(
            str(path), asset_hash_type=AssetHashType.CUSTOM, asset_hash=digest
        )

    def zip(self, stem: str) -> Path:
        """Return the function's zip, built and checked unless it is there already.

        Raises:
            BuildError: something that the function imports would be missing.

        """
        with self._alone():
            return self._zip(stem)

    def build(self) -> None:
        """Build the zips of all functions, side by side; `code` is what was built.

        Raises:
            BuildError: as `zip` does.

        """
        stems = self._stems()
        with self._alone(), ThreadPoolExecutor(os.process_cpu_count()) as pool:
            self._built = dict(zip(stems, pool.map(self._zip, stems), strict=True))

    def _zip(self, stem: str) -> Path:
        modules = reachable(self._root, f"lambdas.{stem}.handler")
        templates = (self._root / "templates").rglob("*.j2") if stem in RENDERING else ()
        files = sorted({*modules.values(), *templates})
        pinned = wheels.requirements(self._root, [_group(stem)])
        told = self._deployment if _READS_DEPLOYMENT in modules else ""
        target = self._build / f"{stem}-{self._digest(pinned + told, files)}.zip"
        if not target.exists():
            self._make(stem, modules, files=files, pinned=pinned, target=target)
        return target

    def _stems(self) -> list[str]:
        handlers = (self._root / "lambdas").glob("*/handler.py")
        return sorted(handler.parent.name for handler in handlers)

    def _digest(self, texts: str, files: Iterable[Path]) -> str:
        """Return what names the zip: platform, Python, wheels, settings, files, how it is built."""
        digest = hashlib.sha256(f"{self._platform}\n{texts}\n".encode() + MAGIC_NUMBER)
        for path in [*files, *sorted(Path(__file__).parent.glob("*.py"))]:
            digest.update(f"\n{path.relative_to(path.parents[1])}\n".encode() + path.read_bytes())
        return digest.hexdigest()[:32]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process build at a time: the next finds what the first has built."""
        self._build.mkdir(exist_ok=True)
        with (self._build / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(
        self, stem: str, modules: dict[str, Path], *, files: list[Path], pinned: str, target: Path
    ) -> None:
        third_party = self._wheels(pinned, self._platform)
        with (
            tempfile.TemporaryDirectory(dir=self._build, prefix=f".{stem}-") as folder,
            ThreadPoolExecutor() as pool,
        ):
            project = self._copy(files, Path(folder) / "project")
            if _READS_DEPLOYMENT in modules:
                (project / DEPLOYMENT_FILE).write_text(self._deployment, encoding="utf-8")
            checks.check_imports([project, third_party], modules, group=_group(stem))
            on_this_machine = self._wheels(pinned, "host")
            path = [project, on_this_machine, checks.link_sdk(Path(folder) / "sdk")]
            archive.compile_bytecode(project)
            imports = pool.submit(checks.check_handler, f"lambdas.{stem}.handler", path=path)
            unchecked = Path(folder) / target.name
            archive.write_zip([project, third_party], unchecked)
            imports.result()
            unchecked.rename(target)
        _LOG.info("%s: built, %.1f MB", stem, target.stat().st_size / 1e6)
        self._forget_older(stem)

    def _wheels(self, pinned: str, platform: wheels.Platform) -> Path:
        """Return the folder of what is pinned, out of what all functions need together."""
        everything = wheels.requirements(self._root, map(_group, self._stems()))
        with self._installing:
            among = wheels.installed(self._build, everything, platform)
            return wheels.chosen(self._build, pinned, among=among, platform=platform)

    def _copy(self, files: Iterable[Path], folder: Path) -> Path:
        for path in files:
            target = folder / path.relative_to(self._root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        return folder

    def _forget_older(self, stem: str) -> None:
        """Delete the function's zips but for the newest few: another platform, the last change."""
        zips = sorted(self._build.glob(f"{stem}-*.zip"), key=lambda path: path.stat().st_mtime)
        for path in zips[:-KEPT]:
            path.unlink(missing_ok=True)


def _group(stem: str) -> str:
    """Return the dependency group of the function: its service name."""
    return stem.replace("_", "-")
