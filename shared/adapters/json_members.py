"""Members of JSON objects from outside: of the type that they must have, or refused by name."""

import json
import re
from datetime import datetime
from typing import Any

from shared.domain.observations import MalformedEventError
from shared.domain.times import read_time

type Json = dict[str, Any]

_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d{1,2}", re.ASCII)


def read_object(body: str) -> Json:
    """Return the JSON object in `body`.

    Raises:
        MalformedEventError: it is not JSON, not an object, nested too deep, or not UTF-8.

    """
    try:
        body.encode()
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()  # escapes can hold half a surrogate pair
    except (ValueError, RecursionError) as error:
        raise MalformedEventError(f"the message is not readable JSON: {error}") from error
    if not isinstance(value, dict):
        raise MalformedEventError(f"the message is not a JSON object but {type(value).__name__}")
    return value


def member(parent: Json, name: str) -> Json:
    """Return an object member; absent and null are an empty object."""
    value = parent.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MalformedEventError(f"{name} is not an object but {type(value).__name__}")
    return value


def optional_text(parent: Json, name: str, *, longest: int) -> str | None:
    """Return a text member, or None where it is absent, null or empty."""
    value = parent.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise MalformedEventError(f"{name} is not a text but {type(value).__name__}")
    if len(value) > longest:
        raise MalformedEventError(f"{name} has {len(value)} characters; {longest} are possible")
    return value


def text(parent: Json, name: str, *, longest: int) -> str:
    """Return a text member that must be there."""
    value = optional_text(parent, name, longest=longest)
    if value is None:
        raise MalformedEventError(f"{name} is missing")
    return value


def time(parent: Json, name: str) -> datetime:
    """Return a member that must be an instant."""
    try:
        return read_time(text(parent, name, longest=64))
    except MalformedEventError:
        raise
    except ValueError as error:
        raise MalformedEventError(f"{name} cannot be read: {error}") from error


def account(envelope: Json) -> str:
    """Return the envelope's account id (12 digits)."""
    value = text(envelope, "account", longest=64)
    if not _ACCOUNT.fullmatch(value):
        raise MalformedEventError(f"account is not an id of 12 digits: {value!r}")
    return value


def region(envelope: Json) -> str:
    """Return the envelope's region."""
    value = text(envelope, "region", longest=64)
    if not _REGION.fullmatch(value):
        raise MalformedEventError(f"region is not the name of a region: {value!r}")
    return value
