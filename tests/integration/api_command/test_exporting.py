"""Exports from the command line: ordered, waited for, and called what they are."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders.http_events import Answer
from tests.fakes.mortal import Life
from tests.integration.api_command.conftest import Served
from tools.api.__main__ import main


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def meanwhile(served: Served, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[str], Any]]:
    """Return what happens while somebody waits, one after the other; `works` at the end."""
    happens: list[Callable[[str], Any]] = []

    def sleep(_: float) -> None:
        export_id = served.office.workers.asked[0]
        (happens.pop(0) if happens else served.office.work)(export_id)

    monkeypatch.setattr("tools.api.exporting.time.sleep", sleep)
    return happens


@pytest.mark.usefixtures("meanwhile")
def test_an_export_is_waited_for_and_its_file_is_whole(
    served: Served, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["export", "states", "--format", "ndjson", "--account", "222222222222"]
    assert main([*order, "--output", "states.ndjson", "--url", served.url]) == 0
    assert capsys.readouterr().out == "states.ndjson: 30 rows, complete.\n"
    lines = (in_folder / "states.ndjson").read_text().split("\n")
    assert {json.loads(line)["account"] for line in lines[:-1]} == {"222222222222"}
    assert [path.name for path in in_folder.iterdir()] == ["states.ndjson"]


@pytest.mark.usefixtures("in_folder")
def test_an_export_can_be_ordered_now_and_got_later(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "events", "--no-wait", "--url", served.url]) == 0
    export_id = capsys.readouterr().out.strip()
    served.office.work(export_id)
    assert main(["export", "--id", export_id, "--url", served.url]) == 0
    assert capsys.readouterr().out == f"events-{export_id[:8]}.csv: 40 rows, complete.\n"


def test_an_incomplete_export_is_called_that_and_gets_another_name(
    served: Served,
    in_folder: Path,
    meanwhile: list[Callable[[str], Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def dies(export_id: str) -> None:
        served.office.die(export_id, Life(9))

    def ends(export_id: str) -> None:
        served.office.clock.sleep(timedelta(hours=2))
        served.office.work(export_id)

    meanwhile += [dies, ends]
    assert main(["export", "states", "--output", "all.csv", "--url", served.url]) == 1
    said = capsys.readouterr().out
    assert said.startswith("all.csv.incomplete: 16 rows, INCOMPLETE: nobody has worked on it since")
    assert [path.name for path in in_folder.iterdir()] == ["all.csv.incomplete"]


def test_an_export_without_a_file_says_why(
    served: Served,
    in_folder: Path,
    meanwhile: list[Callable[[str], Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    meanwhile.append(lambda _: served.office.clock.sleep(timedelta(hours=2)))
    assert main(["export", "states", "--url", served.url]) == 1
    assert "is incomplete, without a file: nobody has worked on it" in capsys.readouterr().out
    assert not list(in_folder.iterdir())


def test_a_file_that_came_short_is_not_kept(
    served: Served, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export_id = served.office.order()
    export = served.office.work(export_id)
    served.files.stored[export.file] = b"{}\n"
    assert main(["export", "--id", export_id, "--url", served.url]) == 2
    assert "the file has 3 bytes, not" in capsys.readouterr().err
    assert not list(in_folder.iterdir())


@pytest.mark.usefixtures("in_folder")
def test_a_link_that_has_ended_is_asked_for_once_more(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    export_id = served.office.order()
    said = {"id": export_id, "status": "complete", "complete": True, "of": "states", "rows": 40}
    export = served.office.work(export_id)
    said |= {"format": "ndjson", "size": export.size, "url": "http://127.0.0.1:9/"}
    served.answers = [Answer(200, {}, json.dumps(said))]
    assert main(["export", "--id", export_id, "--url", served.url]) == 0
    served.answers = [Answer(200, {}, json.dumps(said))] * 2
    assert main(["export", "--id", export_id, "--url", served.url]) == 2
    assert "the file cannot be downloaded" in capsys.readouterr().err


def test_an_order_that_is_refused_is_not_sent_again_unless_it_was_not_taken(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    served.answers = [Answer(503, {}, "")]
    assert main(["export", "states", "--url", served.url]) == 2
    assert len(served.asked) == 1
    served.answers = [Answer(429, {}, "")]
    assert main(["export", "states", "--no-wait", "--url", served.url]) == 0
    assert len(served.asked) == 3
    assert main(["export", "--url", served.url]) == 2
    assert "say what to export" in capsys.readouterr().err
