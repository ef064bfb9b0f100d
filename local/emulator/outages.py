"""A service of AWS that answers nobody for a while.

Stands for: a regional outage. Every request gets what AWS's own front ends answer then: 503 and
ServiceUnavailable, which the SDKs try again a few times and then give up on.
"""

import threading
import time

SERVICE_UNAVAILABLE = 503
LONGEST_SECONDS = 3600


class Outages:
    """Until when which service is out, by the clock that never goes back."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def start(self, service: str, seconds: float) -> None:
        """Let a service be out for so many seconds from now; 0 ends its outage."""
        with self._lock:
            self._until[service] = time.monotonic() + seconds

    def covers(self, headers: list[tuple[bytes, bytes]]) -> bool:
        """Whether the request is for a service that is out."""
        return bool(self._until) and self._until.get(_service(headers), 0) > time.monotonic()


def problems(body: object) -> list[str]:
    """Say what keeps a body from being {"service": "dynamodb", "seconds": 30}."""
    match body:
        case {"service": str(), "seconds": int() | float() as seconds, **more} if not more:
            if 0 <= seconds <= LONGEST_SECONDS:
                return []
            return [f"seconds has to be from 0 to {LONGEST_SECONDS}"]
        case _:
            return ['the body must be like {"service": "dynamodb", "seconds": 30}']


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
