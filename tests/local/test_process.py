from collections.abc import Iterator
from pathlib import Path

import pytest

from local import groups, process


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(process, "STATE", tmp_path)
    for name, file in (
        ("PROCESS", "process.json"), ("LOCK", "lock"), ("LOG", "log"),
    ):  # fmt: skip
        monkeypatch.setattr(process, name, tmp_path / file)
    yield
    process.stop()


def test_a_launcher_answers_until_it_is_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    started = process.start()
    assert process.is_running()
    assert process.recorded() == started
    assert started.answers()
    with pytest.raises(process.StartError, match="another local AWS"):
        process.start()
    assert started.answers()
    process.stop()
    assert not process.is_running()
    assert not started.answers()
    assert not groups.runs(started.group)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lock", "log"]


def test_what_an_earlier_launcher_left_behind_is_no_running_one() -> None:
    process.PROCESS.write_text(
        '{"group": 1, "instance": "x", "port": 1, "slack_port": 2, "scratch": "/nowhere"}'
    )
    left = process.recorded()
    assert left is not None
    assert not left.answers()
    process.stop()
    assert process.recorded() is None


def test_stopping_when_nothing_runs_is_no_error() -> None:
    process.stop()
    process.stop()
    assert not process.is_running()


def test_functions_inherit_nothing_of_the_persons_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    environment = process.environment(4566, tmp_path)
    assert "AWS_PROFILE" not in environment
    assert environment["HOME"] == str(tmp_path)
