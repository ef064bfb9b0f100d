"""A copy of the project, and changes in it like those that people make."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("shared", "lambdas", "stacks")
FILES = ("pyproject.toml", "cdk.json", "local/up.py")


def copy(root: Path) -> None:
    """Copy what recipes change into an empty folder."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)


def add(root: Path, name: str, text: str) -> None:
    """Add a file."""
    path = root / name
    path.parent.mkdir(exist_ok=True, parents=True)
    assert not path.exists()
    path.write_text(text, encoding="utf-8")


def change(root: Path, name: str, before: str, after: str) -> None:
    """Change the first place in a file that reads so."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{name} no longer has {before!r}: mend the recipe, and CONTRIBUTING.md"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def changed(root: Path) -> set[str]:
    """Return the files that are others than those of the project, by their names in it."""
    return {
        name
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
        if not _same(ROOT / (name := str(path.relative_to(root))), path)
    }


def _same(path: Path, other: Path) -> bool:
    return path.is_file() and path.read_bytes() == other.read_bytes()
