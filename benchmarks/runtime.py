"""A handler under the Lambda runtime client that AWS uses, with a Runtime API of a few lines.

Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import compileall
import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import awslambdaric

from local.emulator.lambda_python import SDK

if TYPE_CHECKING:
    from types import TracebackType

CLIENT = ("awslambdaric", "simplejson", "snapshot_restore_py.py", "runtime_client*.so")
START_SECONDS, ANSWER_SECONDS = 30, 60
DEADLINE_MILLISECONDS = 30_000


@dataclass(frozen=True, kw_only=True)
class Function:
    """What is run: its folder, handler, environment and name."""

    code: Path
    handler: str
    environment: dict[str, str]
    name: str


class Runtime:
    """One execution environment, from its start to its end."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.events: queue.Queue[str] = queue.Queue()
        self.reached: queue.Queue[tuple[str, float, bytes]] = queue.Queue()
        self.packages = tempfile.TemporaryDirectory(prefix="runtime-")
        _link_runtime_packages(Path(self.packages.name))
        self.api = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self.api.serve_forever, daemon=True).start()

    def __enter__(self) -> Self:
        """Start the environment; `init_seconds` is how long it took to ask for its first event."""
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [_base_python(), "-S", "-B", "-m", "awslambdaric", self.function.handler],
            cwd=self.function.code,
            env=_environment(self.function, self.api.server_address[1], self.packages.name),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        what, at, body = self.reached.get(timeout=START_SECONDS)
        if what != "next":
            raise RuntimeError(f"{self.function.name} does not start: {body.decode()}")
        self.init_seconds = at - start
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the environment."""
        self.process.kill()
        self.process.wait()
        self.api.shutdown()
        self.api.server_close()
        self.packages.cleanup()

    def invoke(self, event: Any) -> float:
        """Run the handler once; returns seconds, and keeps the `answer` as it was sent.

        Raises RuntimeError when the handler fails.
        """
        start = time.perf_counter()
        self.events.put(json.dumps(event))
        what, at, body = self.reached.get(timeout=ANSWER_SECONDS)
        if what != "response":
            raise RuntimeError(f"{self.function.name} failed: {body.decode()[:500]}")
        self.answer = body
        self.reached.get(timeout=ANSWER_SECONDS)  # it asks for the next event
        return at - start


def _handler(runtime: Runtime) -> type[BaseHTTPRequestHandler]:
    class Api(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            runtime.reached.put(("next", time.perf_counter(), b""))
            body = runtime.events.get().encode()
            region = runtime.function.environment["AWS_REGION"]
            arn = f"arn:aws:lambda:{region}:111111111111:function:{runtime.function.name}"
            deadline = int(time.time() * 1000) + DEADLINE_MILLISECONDS
            self.send_response(200)
            self.send_header("Lambda-Runtime-Aws-Request-Id", str(uuid.uuid4()))
            self.send_header("Lambda-Runtime-Deadline-Ms", str(deadline))
            self.send_header("Lambda-Runtime-Invoked-Function-Arn", arn)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            at = time.perf_counter()
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            runtime.reached.put((self.path.rsplit("/", 1)[-1], at, body))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
            """Say nothing."""

    return Api


def _environment(function: Function, port: int, packages: str) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "TZ": "UTC",
        "PYTHONPATH": packages,
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "LAMBDA_TASK_ROOT": str(function.code),
        "_HANDLER": function.handler,
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        **function.environment,
    }


def _base_python() -> str:
    return str(getattr(sys, "_base_executable", sys.executable))


def _link_runtime_packages(home: Path) -> None:
    """Fill a folder with what the Lambda runtime brings, compiled: its client and the AWS SDK."""
    site = Path(awslambdaric.__file__).parents[1]
    for pattern in (*CLIENT, *SDK):
        for found in site.glob(pattern):
            (home / found.name).symlink_to(found)
            if found.is_dir():
                compiled(found)
    compiled(home)


def compiled(folder: Path) -> Path:
    """Compile the modules in a folder, and return it."""
    compileall.compile_dir(folder, quiet=1)
    return folder
