"""Says which packages of the locks are others than in the last commit: `make update` prints it."""

import json
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    """Print a line for each package that changed."""
    changes = [
        *_changes(_python(Path("uv.lock").read_text()), _python(_committed("uv.lock"))),
        *_changes(
            _node(Path("package-lock.json").read_text()), _node(_committed("package-lock.json"))
        ),
    ]
    print(*(changes or ["Nothing is newer than what is locked."]), sep="\n")  # noqa: T201


def _committed(name: str) -> str:
    command = ["git", "show", f"HEAD:{name}"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def _python(lock: str) -> dict[str, str]:
    return {package["name"]: package["version"] for package in tomllib.loads(lock)["package"]}


def _node(lock: str) -> dict[str, str]:
    packages = json.loads(lock)["packages"].items()
    return {name: package["version"] for name, package in packages if name}


def _changes(now: dict[str, str], before: dict[str, str]) -> Iterator[str]:
    for name in sorted(now.keys() | before.keys()):
        if (old := before.get(name)) != (new := now.get(name)):
            yield f"  {name}: {old or 'not there'} -> {new or 'gone'}"


if __name__ == "__main__":
    main()
