"""What may not stand in a tracked file: a registry's host, an address in a lock, a dead link."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# In pieces, because this file is tracked too.
REGISTRIES = [
    f"{name}.{domain}"
    for domain, names in {
        "org": ("pypi", "pythonhosted", "npmjs"),
        "com": ("npmjs", "yarnpkg"),
    }.items()
    for name in names
]
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
ROOMS = "benchmarks|docs|lambdas|local|shared|stacks|templates|tests|tools"
# NAME stands for a reader's own.
FILE = re.compile(rf"(?<![\w/.-])(?:{ROOMS})/(?!\S*\bNAME\b)[\w./-]*\.(?:j2|json|md|py|toml)\b")


def tracked() -> list[Path]:
    names = git("ls-files", "-z").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - the git of whoever runs the tests
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def lines(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_bytes().decode("utf-8", errors="ignore")
    yield from enumerate(text.splitlines(), start=1)


def test_no_tracked_file_names_the_host_of_a_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}, line {number}"
        for path in tracked()
        for number, line in lines(path)
        if any(host in line for host in REGISTRIES)
    ]
    assert not named


def test_no_link_is_tracked_which_would_lead_elsewhere_on_another_machine() -> None:
    link = "120000"
    assert not [line for line in git("ls-files", "--stage").splitlines() if line.startswith(link)]


def test_locks_hold_versions_and_hashes_and_no_addresses() -> None:
    assert "http" not in (ROOT / "uv.lock").read_text(encoding="utf-8")
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)


@pytest.mark.parametrize(
    "path",
    [path for path in tracked() if path.suffix == ".md"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    dead = [
        f"line {number}: {target}"
        for number, line in lines(path)
        for target in LINK.findall(line)
        if "://" not in target and not target.startswith(("#", "mailto:"))
        if not (path.parent / target.partition("#")[0]).exists()
    ]
    assert not dead


def test_every_file_that_a_document_names_is_there() -> None:
    dead = [
        f"{path.relative_to(ROOT)}, line {number}: {name}"
        for path in tracked()
        if path.suffix == ".md"
        for number, line in lines(path)
        for name in FILE.findall(line)
        if not (ROOT / name).is_file()
    ]
    assert not dead
