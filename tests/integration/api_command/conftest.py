"""The API on a port of this machine: its function answers, from a store in memory."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from lambdas.compliance_api import bootstrap, export_services
from lambdas.compliance_api.export_services import ExportServices
from tests.builders.api import ask, serve
from tests.builders.exporting import Exporting
from tests.builders.http_events import Answer
from tests.fakes.exports import InMemoryFiles
from tools.api import exporting


class Files(InMemoryFiles):
    """Files that are served under the address of the API."""

    base = ""

    def link(self, file: str, name: str, seconds: int) -> str:
        return f"{self.base}/files/{file}?{name}&{seconds}"


@dataclass
class Served:
    """The API: `url` is its base; `answers` come before those of the function."""

    url: str
    office: Exporting
    files: Files
    answers: list[Answer] = field(default_factory=list[Answer])
    asked: list[tuple[str, dict[str, str]]] = field(
        default_factory=list[tuple[str, dict[str, str]]]
    )


class _Server(ThreadingHTTPServer):
    served: Served


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer("GET", None)

    def do_POST(self) -> None:
        self._answer("POST", self.rfile.read(int(self.headers["content-length"])).decode())

    def do_DELETE(self) -> None:
        self._answer("DELETE", None)

    def _answer(self, method: str, body: str | None) -> None:
        served, asked = self.server.served, urlsplit(self.path)
        if asked.path.startswith("/files/"):
            content = served.files.stored[asked.path.removeprefix("/files/")]
            self._send(200, {}, content)
            return
        served.asked.append((f"{method} {self.path}", dict(self.headers.items())))
        if served.answers:
            answer = served.answers.pop(0)
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = ask(asked.path, asked.query, method, body, headers=headers)
        self._send(answer.status, answer.headers, answer.text.encode())

    def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    office = Exporting(page_rows=8)
    serve(monkeypatch, office.store)
    monkeypatch.setattr(bootstrap, "now", office.clock.now)
    server = _Server(("127.0.0.1", 0), _Handler)
    files = Files(office.least_part)
    files.base = f"http://127.0.0.1:{server.server_port}"
    office.files = files
    have = ExportServices(exports=office.exports, links=files, workers=office.workers)
    monkeypatch.setattr(export_services, "export_services", lambda: have)
    monkeypatch.setattr(exporting, "LOOK_EVERY_SECONDS", 0)
    monkeypatch.setattr("tools.api.client.time.sleep", lambda _: None)
    server.served = Served(files.base, office, files)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.served
    server.shutdown()
    server.server_close()
