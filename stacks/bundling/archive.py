"""A folder as a zip that is the same whenever it is made from the same files."""

import compileall
import os
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

from stacks.bundling.problems import BuildError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o100644 << 16


def compile_bytecode(folder: Path) -> None:
    """Compile all modules: /var/task is read-only, so a cold start would compile them each time.

    The bytecode is not checked against its source again, whose time a zip does not keep.
    """
    done = compileall.compile_dir(
        folder,
        quiet=2,
        stripdir=str(folder),
        prependdir="/var/task",
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise BuildError(f"a module in {folder} does not compile")


def write_zip(folders: list[Path], target: Path) -> None:
    """Write the files of the folders into one zip; the target appears whole or not at all."""
    files = {str(path.relative_to(top)): path for top in folders for path in top.rglob("*")}
    unfinished = target.with_suffix(f".{os.getpid()}.part")  # another process may be at it too
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            if path.is_file():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = _READABLE_BY_ALL
                archive.writestr(entry, path.read_bytes())
    unfinished.rename(target)
