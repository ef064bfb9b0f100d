"""A function that cannot start, or raises, says so in its log as Lambda does.

Stands for: the runtime's line `[ERROR] TYPE: MESSAGE` before the traceback, and for what keeps a
function from starting. MiniStack writes nothing of the latter, and of the former the traceback.
"""

import re
from typing import Any

from ministack.services import lambda_svc

_FAILED_START = "Worker init failed: "
_TYPES = (
    (re.compile(r"^No module named "), "Runtime.ImportModuleError: Unable to import module: "),
    (re.compile(r"^module '.*' has no attribute "), "Runtime.HandlerNotFound: "),
)
_TRACEBACK = "Traceback (most recent call last):"

_execute = lambda_svc._execute_function_warm


def install() -> None:
    """Put the line into the log of each run that fails."""
    lambda_svc._execute_function_warm = execute


def execute(func: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
    """Run a function, and say in its log why it failed."""
    result: dict[str, Any] = _execute(func, event, request_id)
    if result.get("error") and not result.get("throttle"):
        return result | {"log": logged(result.get("log", ""), result["body"]["errorMessage"])}
    return result


def logged(log: str, message: str) -> str:
    """Return the log of a run that failed, with the line that says why."""
    if message.startswith(_FAILED_START):
        return f"{log}\n[ERROR] {_named(message.removeprefix(_FAILED_START))}".lstrip()
    said, traceback, rest = log.rpartition(_TRACEBACK)
    if not traceback:
        return log  # one that ran out of time has no traceback, and is said in Lambda's words
    raised = [line for line in rest.splitlines() if line and not line.startswith(" ")]
    return f"{said}[ERROR] {raised[0] if raised else message}\n{traceback}{rest}"


def _named(why: str) -> str:
    named = (kind for pattern, kind in _TYPES if pattern.match(why))
    return next(named, "") + why
