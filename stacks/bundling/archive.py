"""A folder as a zip that is the same whenever it is made from the same files."""

import subprocess
import sys
import zipfile
from pathlib import Path

from stacks.bundling.problems import BuildError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o100644 << 16


def compile_bytecode(folder: Path) -> None:
    """Compile all modules: /var/task is read-only, so a cold start would compile them each time.

    The bytecode is not checked against its source again, whose time a zip does not keep.
    """
    done = subprocess.run(  # noqa: S603 - this Python, with arguments of this module
        [
            *(sys.executable, "-m", "compileall", "-qq", "-j", "0"),
            *("-s", str(folder), "-p", "/var/task", "--invalidation-mode", "unchecked-hash"),
            str(folder),
        ],
        check=False,
    )
    if done.returncode:
        raise BuildError(f"a module in {folder} does not compile")


def write_zip(folders: list[Path], target: Path) -> None:
    """Write the files of the folders into one zip."""
    files = {str(path.relative_to(top)): path for top in folders for path in top.rglob("*")}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            if path.is_file():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = _READABLE_BY_ALL
                archive.writestr(entry, path.read_bytes())
