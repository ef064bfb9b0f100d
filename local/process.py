"""The launcher as a background process: starting it, knowing whether it lives, ending it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from local.ports import HOST, free_port
from local.settings import MASTER_ACCOUNT, REGION, ROOT, STATE

if TYPE_CHECKING:
    from pathlib import Path

PROCESS = STATE / "process.json"
LOCK = STATE / "lock"  # held by the launcher as long as it lives, whatever becomes of its number
LOG = STATE / "emulator.log"
SCRATCH = STATE / "tmp"

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
    STATE.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        return not _locked(lock.fileno())


def start() -> Process:
    """Start a launcher in a session of its own.

    Raises StartError when it ends at once, does not answer, or another one lives.
    """
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    port = free_port(EMULATOR_PORT)
    slack_port = free_port(max(SLACK_PORT, port + 1))
    child, instance = _spawn(port, slack_port)
    process = Process(group=child.pid, instance=instance, port=port, slack_port=slack_port)
    PROCESS.write_text(json.dumps(asdict(process)))
    deadline = time.monotonic() + START_SECONDS
    while not process.answers():
        if child.poll() is not None or time.monotonic() > deadline:
            stop()
            raise StartError(f"the emulator did not start: see {LOG}")
        time.sleep(POLL_SECONDS)
    return process


def stop() -> None:
    """End the launcher and everything that it started, and forget it."""
    process = recorded()
    if process is not None and is_running():
        _kill(process.group)
    shutil.rmtree(SCRATCH, ignore_errors=True)
    PROCESS.unlink(missing_ok=True)


def _spawn(port: int, slack_port: int) -> tuple[subprocess.Popen[bytes], str]:
    instance = uuid.uuid4().hex
    arguments = ["--port", str(port), "--slack-port", str(slack_port), "--instance", instance]
    with LOG.open("wb") as log, LOCK.open("w") as lock:
        if not _locked(lock.fileno()):
            raise StartError("another local AWS is being started or stopped")
        child = subprocess.Popen(
            [sys.executable, "-m", "local.launcher", *arguments],
            cwd=ROOT, env=environment(port, SCRATCH), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            pass_fds=[lock.fileno()],
        )  # fmt: skip
    _children.append(child)
    return child, instance


def environment(port: int, scratch: Path) -> dict[str, str]:
    """Make the launcher's whole environment: nothing of the person's own reaches the functions."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "AUTH": "true",
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": MASTER_ACCOUNT,
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "INFO",
    }


def _locked(descriptor: int) -> bool:
    """Try to take the launcher's lock; False when a launcher has it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _kill(group: int) -> None:
    """Kill a group of processes, and wait for all of them to be gone.

    They keep nothing that is worth a gentler end: what they wrote is removed anyway.
    """
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            return
        for child in _children:
            child.poll()  # one that has ended is there until its parent has asked
        time.sleep(POLL_SECONDS)
