"""What the log of a function says when it fails."""

from typing import Any

import pytest

from local.emulator import lambda_errors

TRACE = """Traceback (most recent call last):
  File "/x/handler.py", line 9, in handler
    raise KeyError("EVENTS_TABLE")
KeyError: 'EVENTS_TABLE'
"""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (
            "No module named 'nothing'",
            "[ERROR] Runtime.ImportModuleError: Unable to import module: No module named 'nothing'",
        ),
        (
            "module 'handler' has no attribute 'there'",
            "[ERROR] Runtime.HandlerNotFound: module 'handler' has no attribute 'there'",
        ),
        ("it is Sunday", "[ERROR] it is Sunday"),
    ],
)
def test_what_cannot_start_says_why(message: str, line: str) -> None:
    assert lambda_errors.logged("", f"Worker init failed: {message}") == line


def test_what_raises_is_named_before_its_traceback() -> None:
    logged = lambda_errors.logged(f"said before\n{TRACE}", "'EVENTS_TABLE'")
    assert logged == f"said before\n[ERROR] KeyError: 'EVENTS_TABLE'\n{TRACE}"


def test_what_has_run_out_of_time_is_left_as_lambda_says_it() -> None:
    words = "Task timed out after 30.00 seconds"
    assert lambda_errors.logged(words, words) == words


@pytest.mark.parametrize(
    "result",
    [
        {"body": {"statusCode": 200}, "log": "all is well"},
        {"throttle": True, "error": True, "body": {"message": "Rate Exceeded"}},
    ],
)
def test_nothing_is_said_of_what_did_not_fail_or_did_not_run(
    result: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lambda_errors, "_execute", lambda *_: result)
    assert lambda_errors.execute({}, {}, "r") == result
