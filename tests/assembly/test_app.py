"""The app as it is run: offline, without credentials, with the zips of the functions."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(deployment: str, outdir: Path) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    context = json.dumps({"deployment": deployment})
    return subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**kept, "CDK_CONTEXT_JSON": context, "CDK_OUTDIR": str(outdir)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_settings_that_are_wrong_end_the_app_with_lines_and_no_traceback(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('master_account = "1"\nagent_regions = ["eu-central-1"]', encoding="utf-8")
    done = run(str(wrong), tmp_path / "out")
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{wrong}: ") for line in lines)


def test_the_app_synthesises_the_local_deployment_without_credentials(tmp_path: Path) -> None:
    done = run("local", tmp_path)
    assert done.returncode == 0, done.stderr
    written = {path.name for path in tmp_path.glob("*.template.json")}
    assert written == {
        "ConfigMonitoringMaster.template.json",
        "ConfigMonitoringAgent-222222222222-eu-central-1.template.json",
        "ConfigMonitoringAgent-333333333333-eu-central-1.template.json",
    }
