"""`python -m tools.api` on the local AWS: signed, paged, exported, in parts where it is long."""

import json
from pathlib import Path

import pytest

from shared.adapters.s3_export_files import S3ExportFiles
from shared.domain.exports import ExportFormat
from tests.e2e.happenings import NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually
from tools.api.__main__ import main

LARGE = b"x" * 5 * 1024 * 1024


def test_what_the_command_lists_and_exports_is_what_the_api_has(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = unique("custom-rule")
    groups = [Watched(running.account, unique("sg"), rule) for _ in range(7)]
    running.deliver(*(group.becomes(NON_COMPLIANT, n) for n, group in enumerate(groups)))
    eventually(lambda: len(running.list_all("/events", rule_name=rule)) == 7, 30, "all events")
    wanted = {group.resource_id for group in groups}
    where = ["--rule-name", rule, "--format", "ndjson", "--local", "--output"]
    for command in (["events"], ["export", "events"]):
        path = tmp_path / "-".join(command)
        assert main([*command, *where, str(path)]) == 0, capsys.readouterr()
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        assert {row["resource_id"] for row in rows} == wanted
        assert len(rows) == 7


@pytest.mark.usefixtures("running")
def test_a_refusal_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states", "--status", "red", "--local"]) == 2
    assert capsys.readouterr().err.startswith("states: 400 Bad Request: status must be one of")


def test_the_bucket_takes_files_in_parts(running: Running) -> None:
    files = S3ExportFiles(running.client("s3"), running.outputs()["ReportsBucketName"])
    file = f"exports/{unique('test')}.ndjson"
    upload = files.begin(file, ExportFormat.NDJSON)
    files.part(file, upload, 1, b"y" * len(LARGE))
    parts = [files.part(file, upload, 1, LARGE), files.part(file, upload, 2, b"end")]
    files.complete(file, upload, parts, len(LARGE) + 3)
    assert files.get(file) == LARGE + b"end"
    files.complete(file, upload, parts, len(LARGE) + 3)
