"""Cursors that only this service can make: a position, signed together with its request."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable

from shared.domain.pages import Position
from shared.ports.errors import InvalidCursorError

_SIGNATURE_BYTES = hashlib.sha256().digest_size


class SignedCursors:
    """Implements Cursors with HMAC-SHA256; the key is fetched when it is first needed."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    def write(self, position: Position, request: str) -> str:
        """Return a cursor; see the port."""
        place = json.dumps(position, separators=(",", ":")).encode()
        return _encode(self._sign(place, request) + place)

    def read(self, cursor: str, request: str) -> Position:
        """Return the position of a cursor; see the port."""
        content = _decode(cursor)
        signature, place = content[:_SIGNATURE_BYTES], content[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(place, request)):
            raise InvalidCursorError("the cursor was not made for this request")
        label, sk = json.loads(place)
        return label, sk

    def _sign(self, place: bytes, request: str) -> bytes:
        bound = hashlib.sha256(request.encode()).digest() + place
        return hmac.digest(self._key(), bound, hashlib.sha256)


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(cursor: str) -> bytes:
    """Return the bytes of a cursor; a text that no encoding gives is refused, however similar."""
    try:
        content = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise InvalidCursorError("the cursor is not base64url") from error
    if _encode(content) != cursor:
        raise InvalidCursorError("the cursor is not base64url as it is written here")
    return content
