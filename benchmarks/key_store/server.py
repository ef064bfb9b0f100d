"""The process that serves: `python -m benchmarks.key_store.server <name>=<file> ...`.

Beside DynamoDB's API, `/use/<name>` chooses the file that is read, and `/counted` answers what was
read since it was last asked.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.request import urlopen

from benchmarks.key_store.operations import Counted, Operations
from benchmarks.key_store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).resolve().parents[2]
SECRET = "k" * 64
END = b"\r\n\r\n"


class Store:
    """The files, of which one is in use."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._shelves = {name: Shelf(path) for name, path in files.items()}
        self.operations = Operations(next(iter(self._shelves.values())))

    def answer(self, path: str, target: str, body: bytes) -> bytes:
        """Return what is answered to a request."""
        if path == "/counted":
            counted, self.operations.counted = self.operations.counted, Counted()
            return json.dumps(asdict(counted)).encode()
        if path.startswith("/use/"):
            self.operations = Operations(self._shelves[path.removeprefix("/use/")])
            return b"{}"
        service, _, operation = target.partition(".")
        if service == "secretsmanager":
            return json.dumps({"Name": "key", "SecretString": SECRET}).encode()
        return self.operations.answer(operation, json.loads(body))


class Connection(asyncio.Protocol):
    """One connection of a client, whose requests come one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer each request that is whole."""
        self._heard += data
        while END in self._heard:
            head, rest = self._heard.split(END, 1)
            first, *lines = head.decode("latin-1").split("\r\n")
            named = (line.partition(":") for line in lines)
            headers = {name.lower(): value.strip() for name, _, value in named}
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                return
            self._heard = rest[length:]
            self._answer(first.split()[1], headers.get("x-amz-target", ""), rest[:length])

    def _answer(self, path: str, target: str, body: bytes) -> None:
        status = "200 OK"
        try:
            answer = self._store.answer(path, target, body)
        except (KeyError, ValueError, TypeError) as error:
            status = "400 Bad Request"
            kind = "com.amazonaws.dynamodb.v20120810#ValidationException"
            answer = json.dumps({"__type": kind, "message": repr(error)}).encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.0\r\n"
            f"Content-Length: {len(answer)}{END.decode()}"
        )
        self._transport.write(head.encode() + answer)


class KeyStore:
    """A server that runs, as one who measures sees it."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    def use(self, name: str) -> None:
        """Choose what is read from now on; nothing of it is counted yet."""
        self._ask(f"use/{name}")

    def counted(self) -> Counted:
        """Return what was read since this was last asked."""
        return Counted(**self._ask("counted"))

    def _ask(self, path: str) -> Any:
        with urlopen(f"{self.endpoint}/{path}") as answer:
            return json.load(answer)


@contextmanager
def serving(files: Mapping[str, Path]) -> Iterator[KeyStore]:
    """Run the server in a process of its own."""
    command = [sys.executable, "-m", __name__, *(f"{name}={file}" for name, file in files.items())]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield KeyStore(f"http://127.0.0.1:{int(process.stdout.readline())}")
        finally:
            process.terminate()


async def _serve(store: Store) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(store), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    pairs = (argument.split("=", 1) for argument in sys.argv[1:])
    asyncio.run(_serve(Store({name: Path(file) for name, file in pairs})))
