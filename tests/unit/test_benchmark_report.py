"""What the report of `make bench` says of its goals."""

import tomllib
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.report import Goal


def goal(value: float, *, at_least: bool = False, key: str = "known") -> Goal:
    return Goal(
        key=key, what="speed", measured="2 s", compared="1 s", value=value, limit=2,
        at_least=at_least,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = tmp_path / "reasons.toml"
    reasons.write_text('known = """\nbecause of\nthis"""\n')
    monkeypatch.setattr(report, "REASONS", reasons)


def test_a_limit_is_reached_at_the_precision_that_is_printed() -> None:
    assert goal(2.004).met
    assert not goal(2.006).met
    assert goal(1.996, at_least=True).met
    assert not goal(1.994, at_least=True).met


def test_a_goal_that_is_met_needs_no_reason() -> None:
    lines = report.summary([goal(1.5)])
    assert lines[-2] == "| speed | 2 s | 1 s | 1.50 | at most 2 | met |"
    assert lines[-1] == ""


def test_a_goal_that_is_missed_is_followed_by_its_reason() -> None:
    lines = report.summary([goal(2.5), goal(1.5, at_least=True, key="unknown")])
    assert "| speed | 2 s | 1 s | 2.50 | at most 2 | **missed** |" in lines
    assert "- speed: because of this" in lines
    assert "nobody has said yet why" in lines[-2]


def test_the_reasons_that_are_kept_can_be_read() -> None:
    kept = tomllib.loads((report.HERE / "reasons.toml").read_text(encoding="utf-8"))
    assert all(isinstance(text, str) for text in kept.values())
