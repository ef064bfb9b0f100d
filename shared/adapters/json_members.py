"""Members of JSON objects from outside: of the type that they must have, or refused by name.

What is not read is not judged: a member that nobody asks for may hold anything.
"""

import re
from datetime import datetime

from shared.adapters import json_objects
from shared.adapters.json_objects import place, placed, refusal
from shared.domain.times import read_time

type Json = json_objects.Json

_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d{1,2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# AWS Config was announced in November 2014, and a result of a far future would never be followed.
_FIRST_YEAR, _LAST_YEAR = 2014, 2099


def member(parent: Json, name: str) -> Json:
    """Return an object member; absent and null are an empty object."""
    value = parent.get(name)
    if not isinstance(value, dict | None):
        raise refusal(parent, name, f"is not an object but {type(value).__name__}")
    return placed(value or {}, place(parent, name))


def optional_text(parent: Json, name: str, *, longest: int) -> str | None:
    """Return a text member, or None where it is absent, null or empty."""
    value = parent.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise refusal(parent, name, f"is not a text but {type(value).__name__}")
    if len(value) > longest:
        raise refusal(parent, name, f"has {len(value)} characters; {longest} are possible")
    return value


def text(parent: Json, name: str, *, longest: int) -> str:
    """Return a text member that must be there."""
    value = optional_text(parent, name, longest=longest)
    if value is None:
        raise refusal(parent, name, "is missing")
    return value


def optional_identifier(parent: Json, name: str, *, longest: int) -> str | None:
    """Return a text member that names something, so that no control character belongs into it."""
    value = optional_text(parent, name, longest=longest)
    if value and (control := _CONTROL.search(value)):
        raise refusal(parent, name, f"holds the control character U+{ord(control[0]):04X}")
    return value


def identifier(parent: Json, name: str, *, longest: int) -> str:
    """Return a text member that names something, and that must be there."""
    value = optional_identifier(parent, name, longest=longest)
    if value is None:
        raise refusal(parent, name, "is missing")
    return value


def time(parent: Json, name: str) -> datetime:
    """Return a member that must be an instant at which AWS Config can have said something."""
    value = text(parent, name, longest=64)
    try:
        moment = read_time(value)
    except ValueError as error:
        raise refusal(parent, name, f"cannot be read: {error}") from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise refusal(parent, name, f"is no time of AWS Config: {value!r}")
    return moment


def glimpse(value: object) -> str:
    """Return the beginning of what a member holds, or its type, for a log: never refused."""
    return str(value)[:64] if isinstance(value, str | int | float) else type(value).__name__


def account(envelope: Json) -> str:
    """Return the envelope's account id (12 digits)."""
    value = text(envelope, "account", longest=64)
    if not _ACCOUNT.fullmatch(value):
        raise refusal(envelope, "account", f"is not an id of 12 digits: {value!r}")
    return value


def region(envelope: Json) -> str:
    """Return the envelope's region."""
    value = text(envelope, "region", longest=64)
    if not _REGION.fullmatch(value):
        raise refusal(envelope, "region", f"is not the name of a region: {value!r}")
    return value
