"""What is checked before a zip is written, so that a missing dependency fails the build."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from stacks.bundling.imports import Import, imports_of
from stacks.bundling.problems import BuildError

# What the Lambda runtime for Python brings beside Python: the AWS SDK and what it needs.
SDK = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3")
# ... and what its client brings: the hooks of SnapStart.
_CLIENT = ("snapshot_restore_py",)
_IMPORT = "import sys; sys.path[:0] = sys.argv[2:]; __import__(sys.argv[1])"


def check_imports(package: Iterable[Path], modules: Mapping[str, Path], *, group: str) -> None:
    """Check that all that the project's code imports is in the package, Python or the SDK.

    `package` lists the folders that become the zip.

    Raises:
        BuildError: with one line for each import that would fail, naming file and module.

    """
    folders = list(package)
    problems = [
        f"{_shown(name, path)}, line {item.line}: imports {item.module!r}, which is not in the"
        f" zip: add it to the dependency group {group!r} in pyproject.toml and run `make lock`"
        for name, path in modules.items()
        for item in imports_of(path.read_text(encoding="utf-8"))
        if not _resolves(folders, item)
    ]
    if problems:
        raise BuildError("\n".join(problems))


def _shown(name: str, path: Path) -> str:
    return "/".join([*name.split(".")[: -1 if path.stem != "__init__" else None], path.name])


def _resolves(folders: list[Path], item: Import) -> bool:
    top, *_ = item.module.split(".")
    if item.module.startswith(".") or top in {*sys.stdlib_module_names, *SDK, *_CLIENT}:
        return True
    places = [folder.joinpath(*item.module.split(".")) for folder in folders]
    return any(place.is_dir() or any(place.parent.glob(f"{place.name}.*")) for place in places)


def check_handler(handler: str, *, path: Iterable[Path]) -> None:
    """Import the handler as the runtime would: with its package and the AWS SDK, nothing else.

    Raises:
        BuildError: the import failed; the message ends with Python's own.

    """
    done = subprocess.run(  # noqa: S603 - this Python, with arguments of this module
        [sys.executable, "-I", "-S", "-B", "-c", _IMPORT, handler, *map(str, path)],
        env={"AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"{handler} cannot be imported from its zip:\n{done.stderr.strip()}")


def link_sdk(folder: Path) -> Path:
    """Return a folder that holds the AWS SDK of this environment and nothing else."""
    folder.mkdir(parents=True)
    for name in SDK:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise BuildError(f"{name} is not installed; `make setup` installs it")
        origin = Path(spec.origin)
        origin = origin.parent if origin.name == "__init__.py" else origin
        (folder / origin.name).symlink_to(origin)
    return folder
