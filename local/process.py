"""The launcher as a background process: starting it, knowing whether it lives, ending it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from local import groups, locks, scratch
from local.ports import HOST, free_port
from local.settings import MASTER_ACCOUNT, REGION, ROOT, STATE

PROCESS = STATE / "process.json"
LOCK = STATE / "lock"  # the launcher holds it
LOG = STATE / "emulator.log"

EMULATOR_PORT, SLACK_PORT = 4566, 4580
START_SECONDS, STOP_SECONDS = 60.0, 10.0
POLL_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True)
class Process:
    """A launcher that was started: the group that it and its Lambda workers are in, its ports."""

    group: int
    instance: str
    port: int
    slack_port: int
    scratch: str

    @property
    def endpoint(self) -> str:
        """The address of the AWS APIs."""
        return f"http://{HOST}:{self.port}"

    @property
    def slack_url(self) -> str:
        """The address of the Slack stub."""
        return f"http://{HOST}:{self.slack_port}"

    def answers(self) -> bool:
        """Whether this very launcher answers: not another program that has its port now."""
        try:
            with urllib.request.urlopen(f"{self.endpoint}/_local/health", timeout=5) as response:
                return bool(json.load(response)["instance"] == self.instance)
        except (OSError, ValueError, KeyError):
            return False


_children: list[subprocess.Popen[bytes]] = []  # those that this very process started


class StartError(Exception):
    """The launcher did not come up; the message says where its log is."""


def recorded() -> Process | None:
    """Return the launcher that was started last and not stopped since, dead or alive."""
    try:
        return Process(**json.loads(PROCESS.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def is_running() -> bool:
    """Whether a launcher of this project lives."""
    STATE.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as lock:
        return not locks.taken(lock.fileno())


def start() -> Process:
    """Start a launcher in a session of its own.

    Raises StartError when it ends at once, does not answer, or another one lives.
    """
    port = free_port(EMULATOR_PORT)
    slack_port = free_port(max(SLACK_PORT, port + 1))
    process = _spawn(port, slack_port)
    PROCESS.write_text(json.dumps(asdict(process)))
    deadline = time.monotonic() + START_SECONDS
    while not process.answers():
        if not is_running() or time.monotonic() > deadline:
            stop()
            raise StartError(f"the emulator did not start: see {LOG}")
        time.sleep(POLL_SECONDS)
    return process


def stop() -> None:
    """End the launcher and everything that it started, and forget it."""
    process = recorded()
    if process is not None and is_running():
        groups.kill(process.group, STOP_SECONDS)
        for child in _children:
            child.poll()  # one that has ended is there until its parent has asked
    if process is not None:
        scratch.remove(Path(process.scratch))
    PROCESS.unlink(missing_ok=True)


def _spawn(port: int, slack_port: int) -> Process:
    instance = uuid.uuid4().hex
    arguments = ["--port", str(port), "--slack-port", str(slack_port), "--instance", instance]
    with LOCK.open("w") as lock, contextlib.ExitStack() as open_files:
        if not locks.taken(lock.fileno()):
            raise StartError("another local AWS runs already")
        log = open_files.enter_context(LOG.open("wb"))
        folder = scratch.make()
        child = subprocess.Popen(
            [sys.executable, "-m", "local.launcher", *arguments],
            cwd=ROOT, env=environment(port, folder), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            pass_fds=[lock.fileno()],
        )  # fmt: skip
    _children.append(child)
    return Process(
        group=child.pid, instance=instance, port=port, slack_port=slack_port, scratch=str(folder)
    )


def environment(port: int, folder: Path) -> dict[str, str]:
    """Make the launcher's whole environment: nothing of the person's own reaches the functions."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "AUTH": "true",
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": MASTER_ACCOUNT,
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "INFO",
    }
