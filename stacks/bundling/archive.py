"""A folder as a zip that is the same whenever it is made from the same files."""

import compileall
import subprocess
import sys
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

from stacks.bundling.problems import BuildError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o100644 << 16
_TASK = "/var/task"
_SAYS_NOTHING = 2


def compile_bytecode(folder: Path) -> None:
    """Compile all modules: /var/task is read-only, so a cold start would compile them each time.

    The bytecode is not checked against its source again, whose time a zip does not keep. It is done
    in this process: to start others for it takes longer than the code of a function.
    """
    done = compileall.compile_dir(
        folder,
        quiet=_SAYS_NOTHING,
        stripdir=folder,
        prependdir=_TASK,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise BuildError(f"a module in {folder} does not compile")


def compile_wheels(folder: Path) -> None:
    """Do the same with packages, which are many modules, on all processors."""
    done = subprocess.run(  # noqa: S603 - this Python, with arguments of this module
        [
            *(sys.executable, "-m", "compileall", "-qq", "-j", "0"),
            *("-s", str(folder), "-p", _TASK, "--invalidation-mode", "unchecked-hash"),
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
