"""Whether a request is Slack's, made now: its signature and its age.

Source: docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

# A request whose time differs by more from ours is none of now.
WINDOW = timedelta(minutes=5)
_VERSION = "v0"
_LONGEST_TIMESTAMP = 12


class Refusal(StrEnum):
    """Why a request is refused; `unverifiable`: there is no secret to check it with."""

    UNVERIFIABLE = "unverifiable"
    UNSIGNED = "unsigned"
    STALE = "stale"
    EARLY = "early"
    FORGED = "forged"
    REPLAYED = "replayed"


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it came: its body, byte by byte, and what it says of itself."""

    body: bytes
    timestamp: str
    signature: str

    @property
    def name(self) -> str:
        """What it is known by when it comes again: only the sender can make another one."""
        return sha256(self.signature.encode(errors="replace")).hexdigest()


def refusal_of(request: SignedRequest, secret: str, now: datetime) -> Refusal | None:
    """Return why a request is refused; None if whoever holds the secret made it within WINDOW.

    Whether it came before is for somebody to know who remembers.
    """
    if not secret:
        return Refusal.UNVERIFIABLE
    if not request.signature or not _is_number(request.timestamp):
        return Refusal.UNSIGNED
    age = now.timestamp() - int(request.timestamp)
    if abs(age) > WINDOW.total_seconds():
        return Refusal.STALE if age > 0 else Refusal.EARLY
    signed = f"{_VERSION}:{request.timestamp}:".encode() + request.body
    right = f"{_VERSION}={hmac.new(secret.encode(), signed, sha256).hexdigest()}"
    # As bytes: of texts, only those of ASCII can be compared in constant time.
    given = request.signature.encode(errors="replace")
    return None if hmac.compare_digest(right.encode(), given) else Refusal.FORGED


def forgotten_at(request: SignedRequest) -> datetime:
    """Return from when on a request that is not refused would be, without being remembered."""
    return datetime.fromtimestamp(int(request.timestamp), tz=UTC) + 2 * WINDOW


def _is_number(timestamp: str) -> bool:
    return timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP
