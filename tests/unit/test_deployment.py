"""The settings that functions read from a file: absent they are defaults, broken they are said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import deployment as module
from shared.deployment import DeploymentError, deployment, forget


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "deployment.json"
    monkeypatch.setattr(module, "FILE", path)
    forget()
    yield path
    forget()


def test_without_the_file_everything_is_default(file: Path) -> None:
    assert not file.exists()
    assert deployment() == {}


def test_the_file_is_read_once(file: Path) -> None:
    file.write_text('{"rules": {"restricted-ssh": {"severity": "low"}}}')
    assert deployment() == {"rules": {"restricted-ssh": {"severity": "low"}}}
    file.write_text("{}")
    assert "rules" in deployment()
    forget()
    assert deployment() == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "deployment.json is not JSON: "), ("[]", "deployment.json holds no object")],
)
def test_a_broken_file_is_said(file: Path, text: str, words: str) -> None:
    file.write_text(text)
    with pytest.raises(DeploymentError, match=words):
        deployment()


def test_a_file_that_cannot_be_read_is_said(file: Path) -> None:
    file.mkdir()
    with pytest.raises(DeploymentError, match=r"deployment\.json cannot be read: Is a directory"):
        deployment()


def test_it_stands_in_the_root_of_the_zip() -> None:
    root = Path(__file__).resolve().parents[2]
    assert root / "deployment.json" == module.FILE
