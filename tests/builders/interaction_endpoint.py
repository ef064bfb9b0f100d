"""The interactions function behind an address, as API Gateway puts it there."""

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.builders.http_events import http_event

type Handle = Callable[[dict[str, Any]], dict[str, Any]]

PATH = "/slack/interactions"


def interaction_event(
    body: bytes, timestamp: str, signature: str, *, encoded: bool = True
) -> dict[str, Any]:
    """Return a request as API Gateway hands it over; of a form it encodes the body."""
    text = base64.b64encode(body).decode() if encoded else body.decode()
    event = http_event(PATH, method="POST", body=text)
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature,
    }
    return event | {"headers": headers, "isBase64Encoded": encoded}


@contextmanager
def endpoint_of(handle: Handle) -> Iterator[str]:
    """Serve a function; yield its address."""

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            timestamp = self.headers["X-Slack-Request-Timestamp"]
            signature = self.headers["X-Slack-Signature"]
            answer = handle(interaction_event(body, timestamp, signature))
            said = answer["body"].encode()
            self.send_response(answer["statusCode"])
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PATH}"
    server.shutdown()
    server.server_close()
