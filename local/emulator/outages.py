"""A service of AWS that answers nobody for a while, or answers late.

Stands for: a regional outage. Every request gets what AWS's own front ends answer then: 503 and
ServiceUnavailable, which the SDKs try again a few times and then give up on. One that is slow
answers everybody, so much later.
"""

import threading
import time

SERVICE_UNAVAILABLE = 503
LONGEST_SECONDS = 3600
_RANGE = f"has to be a number from 0 to {LONGEST_SECONDS}"


class Outages:
    """Until when which service is out or slow, by the clock that never goes back."""

    def __init__(self) -> None:
        self._until: dict[str, tuple[float, float | None]] = {}
        self._lock = threading.Lock()

    def start(self, service: str, seconds: float, delay: float | None = None) -> None:
        """Let a service be out for so many seconds from now, or slow; with 0 it is as ever."""
        with self._lock:
            self._until[service] = time.monotonic() + seconds, delay

    def covers(self, headers: list[tuple[bytes, bytes]]) -> bool:
        """Whether the request is for a service that is out."""
        return self._now(headers) == (True, None)

    def delay(self, headers: list[tuple[bytes, bytes]]) -> float:
        """Return how many seconds later than ever the request is answered."""
        return self._now(headers)[1] or 0

    def _now(self, headers: list[tuple[bytes, bytes]]) -> tuple[bool, float | None]:
        until, delay = self._until.get(_service(headers), (0, None)) if self._until else (0, None)
        lasts = until > time.monotonic()
        return lasts, delay if lasts else None


def problems(body: object) -> list[str]:
    """Say what keeps a body from being what starts an outage, or makes a service slow."""
    match body:
        case {"service": str(), "seconds": seconds, **more} if set(more) <= {"delay"}:
            given = {"seconds": seconds, **more}
            return [f"{name} {_RANGE}" for name, value in given.items() if not _is_time(value)]
        case _:
            return [
                'the body must be like {"service": "dynamodb", "seconds": 30}, "delay": 4 with it'
            ]


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= LONGEST_SECONDS


def _service(headers: list[tuple[bytes, bytes]]) -> str:
    """Return which service a request is signed for (Signature Version 4, credential scope)."""
    for name, value in headers:
        if name == b"authorization":
            scope = value.decode("latin-1").partition("Credential=")[2].partition(",")[0]
            return scope.split("/")[-2] if scope.count("/") >= 4 else ""  # noqa: PLR2004 - of 5
    return ""


OUTAGES = Outages()
REFUSAL = {
    "__type": "ServiceUnavailable",
    "message": "The service is unavailable: this local AWS was told so.",
}
