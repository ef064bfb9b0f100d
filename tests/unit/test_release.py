"""Making a release, in a repository of its own."""

import subprocess
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tools.release.__main__ import NOT_POSSIBLE, ROOT, main

KEPT = "tests/upgrades/previous/released.toml"
CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Something new.

## [1.2.9] - 2026-01-01

- The first.
"""


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - the git of whoever runs the tests
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(root: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "as it was")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with what a release writes, and the project's own versions in it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.com")
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def keeping(root: Path) -> Callable[[], None]:
    """Return what keeps the version that is released: here its project file alone."""

    def keep() -> None:
        kept = root / KEPT
        kept.parent.mkdir(parents=True)
        kept.write_text((root / "pyproject.toml").read_text())

    return keep


def versions(root: Path, at: str) -> set[str]:
    """Return the versions that pyproject.toml and the lock name at a commit."""
    project = tomllib.loads(git(root, "show", f"{at}:pyproject.toml"))["project"]
    locked = tomllib.loads(git(root, "show", f"{at}:uv.lock"))["package"]
    return {project["version"]} | {p["version"] for p in locked if p["name"] == project["name"]}


def refusal(
    root: Path, version: str, capsys: pytest.CaptureFixture[str], *, green: bool = True
) -> str:
    before = git(root, "rev-parse", "HEAD")
    assert main([version], root, lambda: green, keeping(root)) == NOT_POSSIBLE
    assert git(root, "rev-parse", "HEAD") == before
    return capsys.readouterr().err


def test_a_release_moves_what_is_unreleased_to_the_version_and_tags_it(root: Path) -> None:
    assert main(["1.3.0"], root, lambda: True, keeping(root)) == 0
    today = datetime.now(UTC).date().isoformat()
    log = git(root, "show", "v1.3.0:CHANGELOG.md")
    assert f"## [Unreleased]\n\n## [1.3.0] - {today}\n\n### Added\n\n- Something new." in log
    assert versions(root, "v1.3.0") == {"1.3.0"}
    assert git(root, "tag", "--list", "v1.3.0", "--format=%(contents)") == (
        "1.3.0\n\n### Added\n\n- Something new."
    )


def test_after_a_release_work_goes_on_under_another_version(root: Path) -> None:
    main(["1.3.0"], root, lambda: True, keeping(root))
    assert versions(root, "HEAD") == {"1.3.1.dev0"}
    assert git(root, "rev-parse", "HEAD~1") == git(root, "rev-parse", "v1.3.0^{commit}")
    assert not git(root, "status", "--porcelain")
    assert tomllib.loads(git(root, "show", f"HEAD:{KEPT}"))["project"]["version"] == "1.3.0"


def test_what_is_not_green_is_not_released(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did not pass" in refusal(root, "1.3.0", capsys, green=False)


@pytest.mark.parametrize("version", ["1.2.9", "1.2.8", "1.2.10"])
def test_versions_go_up(root: Path, version: str, capsys: pytest.CaptureFixture[str]) -> None:
    if version == "1.2.10":
        assert main([version], root, lambda: True, keeping(root)) == 0
    else:
        assert "is not after 1.2.9" in refusal(root, version, capsys)


def test_changes_that_are_not_committed_are_not_released(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "forgotten.py").write_text("X = 1\n")
    assert "not committed" in refusal(root, "1.3.0", capsys)


def test_a_release_in_which_nothing_changed_is_none(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "CHANGELOG.md").write_text(
        CHANGELOG.replace("- Something new.", "").replace("### Added", "")
    )
    commit(root)
    assert "nothing under [Unreleased]" in refusal(root, "1.3.0", capsys)


def test_a_tag_is_not_used_twice(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "tag", "v1.3.0")
    assert "the tag v1.3.0 is there already" in refusal(root, "1.3.0", capsys)


@pytest.mark.parametrize("version", ["1.3", "v1.3.0", "1.03.0", "1.3.0rc1"])
def test_a_version_is_three_numbers(root: Path, version: str) -> None:
    with pytest.raises(SystemExit):
        main([version], root, lambda: True, keeping(root))


def test_the_project_s_own_files_agree_on_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    assert [p["version"] for p in locked if p["name"] == project["name"]] == [project["version"]]
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text()
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()
