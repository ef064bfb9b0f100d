"""What of a log line is not for everybody who reads logs, covered before the line is written.

Fields are masked by the names of members, and their values wherever else in the line they stand.
Free text (reasons, errors) is masked by what values look like in it. The texts of exceptions that
are not ours are masked whole, but for their kind and AWS's error code: nobody knows what they hold.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MASK = "<masked>"
# The fields that can be masked, with the members of log lines that hold them.
MEMBERS: Mapping[str, frozenset[str]] = {
    "account": frozenset({"account", "account_id", "accounts", "pk", "sk", "keys"}),
    "resource_id": frozenset({"resource_id", "pk", "sk", "keys", "qualifier"}),
    "annotation": frozenset({"annotation"}),
    "user": frozenset({"user", "by", "source"}),
}
# Members by which lines are found and joined: random names, which say nothing.
_IDS = frozenset(
    {"message_id", "event_id", "request_id", "function_request_id", "timestamp", "xray_trace_id"}
)
_FREE_TEXT = frozenset({"reason", "why", "error", "detail", "exception", "value"})
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
# An address; an id of a user of Slack's; who called, in the words of AWS.
_USER = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\b[UW][A-Z0-9]{8,}\b|(?<=assumed-role/)[^\s'\"]+")
# An ARN, but for functions; an id such as sg-020e5918d504d1a76.
_RESOURCE = re.compile(r"\barn:aws[\w-]*:(?!lambda:)[^\s'\",]+|\b[a-z]+-[0-9a-f]{8,17}\b")
# A value as Python shows it.
_QUOTED = re.compile(r"""(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|"[^"]*'[^"]*\"""")
_CODE = re.compile(r"An error occurred \(\w+\) when calling the \w+ operation")
_SHORTEST_KNOWN = 3


class Masks:
    """Covers the fields that are named; without any it changes nothing."""

    def __init__(self, fields: Iterable[str]) -> None:
        self._fields = frozenset(fields) & MEMBERS.keys()
        self._members = frozenset[str]().union(*(MEMBERS[field] for field in self._fields))

    def __bool__(self) -> bool:
        return bool(self._fields)

    def of_line(self, line: Mapping[str, Any], error: BaseException | None = None) -> Any:
        """Return the members of a line, masked; `error` is the exception that it tells of."""
        known = sorted({*self._known(line), *self._foreign(error)}, key=len, reverse=True)
        return {name: self._member(name, value, known) for name, value in line.items()}

    def of_error(self, error: BaseException) -> str:
        """Return what an exception may say where it is not us who log it."""
        return self._without(self._foreign(error), str(error), quoted=True)

    def _member(self, name: str, value: Any, known: list[str]) -> Any:
        if name in self._members:
            return MASK
        return value if name in _IDS else self._value(name, value, known)

    def _value(self, name: str, value: Any, known: list[str]) -> Any:
        match value:
            case dict():
                return {key: self._member(key, each, known) for key, each in value.items()}
            case list():
                return [self._member(name, each, known) for each in value]
            case str():
                return self._without(known, value, quoted=name in _FREE_TEXT)
            case _:
                return value

    def _without(self, known: Iterable[str], text: str, *, quoted: bool) -> str:
        for one in known:
            text = text.replace(one, _covered(one))
        return self._text(text, quoted=quoted)

    def _text(self, text: str, *, quoted: bool) -> str:
        if "account" in self._fields:
            text = _ACCOUNT.sub(MASK, text)
        if "resource_id" in self._fields:
            text = _RESOURCE.sub(MASK, text)
        if "user" in self._fields:
            text = _USER.sub(MASK, text)
        return _QUOTED.sub(MASK, text) if quoted and self._fields - {"account"} else text

    def _known(self, line: Any) -> Iterator[str]:
        """Yield the values of masked members, however deep they stand."""
        if isinstance(line, list):
            for each in line:
                yield from self._known(each)
        if not isinstance(line, dict):
            return
        for name, value in line.items():
            if name in self._members and isinstance(value, str) and len(value) >= _SHORTEST_KNOWN:
                yield value
            else:
                yield from self._known(value)

    def _foreign(self, error: BaseException | None) -> Iterator[str]:
        """Yield the texts of the exceptions of a chain that are not ours."""
        if error is None or not self._fields - {"account"}:
            return
        if not type(error).__module__.startswith(("shared.", "lambdas.")) and str(error):
            yield str(error)
        yield from self._foreign(error.__cause__ or error.__context__)


def _covered(text: str) -> str:
    code = _CODE.match(text)
    return f"{code[0]}: {MASK}" if code else MASK
