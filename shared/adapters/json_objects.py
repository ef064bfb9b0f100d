"""JSON objects from outside, each of which knows its place in the message."""

import json
import re
from typing import Any

from shared.domain.observations import MalformedEventError

type Json = dict[str, Any]

_LONGEST_GLIMPSE = 256
# Half a surrogate pair, which no text in UTF-8 can hold; escapes can, and pairs look the same.
_SURROGATE = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")


class MalformedMemberError(MalformedEventError):
    """`where` is the path of the member, or the position in a text that is no JSON."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(reason)
        self.where = where


def where_in(error: MalformedEventError) -> str:
    """Return where in the message the error is, as well as it says that."""
    return error.where if isinstance(error, MalformedMemberError) else ""


class _Placed(dict[str, Any]):
    """An object that knows its path in the message."""

    def __init__(self, members: Json, path: str = "") -> None:
        super().__init__(members)
        self.path = path


def refusal(parent: Json, name: str, wrong: str) -> MalformedMemberError:
    """Return the error that says what is wrong with a member, by its whole path."""
    path = place(parent, name)
    return MalformedMemberError(path, f"{path} {wrong}")


def place(parent: Json, name: str) -> str:
    """Return the path of a member: the names from the message to it."""
    above = parent.path if isinstance(parent, _Placed) else ""
    return f"{above}.{name}" if above else name


def placed(members: Json, path: str) -> Json:
    """Return the object as the one at that path."""
    return _Placed(members, path)


def read_object(body: str) -> Json:
    """Return the JSON object in `body`.

    Raises:
        MalformedEventError: it is not JSON, not an object, nested too deep, or not UTF-8.

    """
    try:
        value = json.loads(body)
        # Half a pair is an escape or beyond ASCII: most messages have neither.
        if ("\\u" in body or not body.isascii()) and _SURROGATE.search(body):
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise MalformedMemberError("", "the message is nested too deep to be read") from None
    except UnicodeEncodeError:
        reason = "the message holds half a surrogate pair, which is no text"
        raise MalformedMemberError("", reason) from None
    except ValueError as error:
        reason = f"the message is not readable JSON: {error}"
        raise MalformedMemberError(_position(error), reason) from error
    if not isinstance(value, dict):
        kind = type(value).__name__
        raise MalformedMemberError("", f"the message is not a JSON object but {kind}")
    return _Placed(value)


def glimpse_of_id(body: str) -> str | None:
    """Return the id that an event gives itself, for the log, whatever else is wrong with it."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    said = value.get("id") if isinstance(value, dict) else None
    return said[:_LONGEST_GLIMPSE] if isinstance(said, str) else None


def _position(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, character {error.colno}"
    return ""
