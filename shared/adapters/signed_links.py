"""Links that whoever has them may follow until they expire, and nobody can make."""

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from shared.ports.errors import ExpiredLinkError, InvalidLinkError

_EXPIRES = re.compile(r"[0-9]{1,12}")


class LeadsTo(StrEnum):
    """What links lead to: one that leads to the one kind cannot be used for the other.

    What is signed begins with it. For reports a number follows at once, which no other begins with.
    """

    REPORT = ""
    TIMELINE = "timeline"
    VIOLATIONS = "violations"


class SignedLinks:
    """Signs with HMAC-SHA256; the key is fetched when it is first needed."""

    def __init__(self, key: Callable[[], bytes], leads_to: LeadsTo = LeadsTo.REPORT) -> None:
        self._key = key
        self._leads_to = leads_to

    def query(self, of: str, until: datetime) -> str:
        """Return the query string of a link to one thing, named `of`, that holds until then.

        Raises:
            StoreUnavailableError: the key cannot be had now.

        """
        expires = str(int(until.timestamp()))
        return urlencode({"expires": expires, "signature": self._sign(of, expires)})

    def check(self, of: str, expires: str, signature: str, now: datetime) -> None:
        """Return if a link was made here and holds.

        Raises:
            InvalidLinkError: it was not made here, or was altered.
            ExpiredLinkError: it does not hold any more.
            StoreUnavailableError: the key cannot be had now.

        """
        signed = self._sign(of, expires).encode()
        if not hmac.compare_digest(signed, signature.encode("utf-8", "surrogatepass")):
            raise InvalidLinkError("the link was not made here")
        if not _EXPIRES.fullmatch(expires) or int(expires) <= now.timestamp():
            raise ExpiredLinkError("the link has expired")

    def _sign(self, of: str, expires: str) -> str:
        # Neither part can hold the separator where it is signed, and what is checked may: the
        # lengths keep one pair from reading as another.
        text = f"{self._leads_to}{len(of)}:{of}\n{expires}"
        return hmac.new(
            self._key(), text.encode("utf-8", "surrogatepass"), hashlib.sha256
        ).hexdigest()
