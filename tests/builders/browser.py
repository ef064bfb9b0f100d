"""Chromium without a screen, spoken to through two pipes: open, run a script, take a picture."""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--remote-debugging-pipe", "about:blank"),
)
PATIENCE = 60.0
# The browser listens on 3 and answers on 4: the pipes are put there, by way of higher numbers.
START = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(pipe), fcntl.F_DUPFD, 10) for pipe in sys.argv[1:3]]
os.dup2(pipes[0], 3)
os.dup2(pipes[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page of a browser; source: chromedevtools.github.io/devtools-protocol."""

    def __init__(self, to: int, of: int) -> None:
        self._to, self._of, self._rest, self._number, self._session = to, of, b"", 0, ""
        targets = self._ask("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self._ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]

    def look(self, width: int, height: int, *, dark: bool = False) -> None:
        """Be so wide and high, and dark as the reader likes it."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self._ask("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, address: str) -> None:
        self._ask("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script: str) -> Any:
        """Return what a script answers; its promise is waited for."""
        said = self._ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def until(self, script: str) -> None:
        """Return once a script answers that it is so."""
        over = time.monotonic() + PATIENCE
        while not self.run(script):
            assert time.monotonic() < over, f"it never became so: {script}"
            time.sleep(0.05)

    def picture(self, path: Path) -> Path:
        data = self._ask("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))
        return path

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._number:
                assert "error" not in said, said
                return said["result"]

    def _next(self) -> Any:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._of], [], [], PATIENCE)
            assert ready, "the browser says nothing"
            said = os.read(self._of, 1 << 16)
            assert said, "the browser has ended"
            self._rest += said
        one, _, self._rest = self._rest.partition(b"\0")
        return json.loads(one)


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Run a browser that keeps what it keeps in the folder."""
    its_in, our_out = os.pipe()
    our_in, its_out = os.pipe()
    profile = f"--user-data-dir={folder / 'profile'}"
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(its_in), str(its_out), str(CHROMIUM), profile, *QUIET],
        pass_fds=(its_in, its_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_in)
    os.close(its_out)
    try:
        yield Browser(our_out, our_in)
    finally:
        process.terminate()
        process.wait(timeout=30)
        os.close(our_out)
        os.close(our_in)
