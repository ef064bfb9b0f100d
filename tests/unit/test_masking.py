"""What is masked stands in no line that a function writes, wherever it came into it."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared.masking import MASK, MEMBERS
from shared.observability import MaskingFormatter, logger, masks_errors
from shared.ports.errors import StoreUnavailableError

ACCOUNT, BUCKET, NOTE, USER = "222222222222", "payroll-bucket", "open to Eve's office", "ada.l"
ALL = ",".join(MEMBERS)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Return what the logger has written, with its own handler and formatter."""
    stream = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", stream)
    return stream.getvalue


def masked(monkeypatch: pytest.MonkeyPatch, fields: str = ALL) -> None:
    monkeypatch.setenv("MASKED_IN_LOGS", fields)


def lacking() -> None:
    raise KeyError(BUCKET)


def fail_with(error: Exception) -> None:
    try:
        lacking()
    except KeyError:
        try:
            raise error
        except type(error):
            logger.exception("it failed", request_id="request-1")


def test_the_functions_log_through_it() -> None:
    assert isinstance(logger.registered_handler.formatter, MaskingFormatter)


def test_nothing_is_masked_unless_it_is_asked_for(written: Callable[[], str]) -> None:
    logger.info("told", extra={"account": ACCOUNT, "resource_id": BUCKET})
    line = json.loads(written())
    assert (line["account"], line["resource_id"]) == (ACCOUNT, BUCKET)
    assert {"level", "location", "message", "timestamp", "service"} <= line.keys()


@pytest.mark.parametrize("field", MEMBERS)
def test_one_field_is_masked_and_the_others_are_not(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[], str], field: str
) -> None:
    masked(monkeypatch, field)
    said = {"account": ACCOUNT, "resource_id": BUCKET, "annotation": NOTE, "user": USER}
    logger.info("told", extra={**said, "event_id": "e-1"})
    line = json.loads(written())
    assert {name for name, value in line.items() if value == MASK} == {field}
    assert line["event_id"] == "e-1"


def test_a_masked_value_is_in_no_other_member_of_its_line(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[], str]
) -> None:
    masked(monkeypatch, "resource_id")
    nested: dict[str, Any] = {"places": [{"resource_id": BUCKET}], "about": f"x {BUCKET} y"}
    logger.warning(f"{BUCKET} was told", extra=nested)
    assert BUCKET not in written()
    assert f"{MASK} was told" in written()


@pytest.mark.parametrize(
    "reason",
    [
        f"no status of {ACCOUNT}",
        f"detail.resourceId: {BUCKET!r} is too long",
        f"detail.annotation: {NOTE!r} is no text",
        f"arn:aws:s3:::{BUCKET}/key is gone",
        "sg-020e5918d504d1a76 is gone",
        "ada@example.com may not",
        "U0123ABCDEF may not",
        f"AccessDenied: arn:aws:sts::{ACCOUNT}:assumed-role/Admin/{USER} may not",
    ],
)
def test_free_text_is_masked_by_what_values_look_like(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[], str], reason: str
) -> None:
    masked(monkeypatch)
    logger.error("it failed", reason=reason)
    line = written()
    for hidden in (ACCOUNT, BUCKET, NOTE, USER, "sg-0", "ada@", "U0123"):
        assert hidden not in line
    assert MASK in line


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"no such bucket: {BUCKET}\nof {USER}"),
        StoreUnavailableError(f"the item of {BUCKET!r} in {ACCOUNT}"),
        ClientError({"Error": {"Code": "Denied", "Message": f"{USER} on {BUCKET}"}}, "PutItem"),
    ],
)
def test_exceptions_are_logged_without_what_they_hold(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[], str], error: Exception
) -> None:
    masked(monkeypatch)
    fail_with(error)
    line = json.loads(written())
    for hidden in (ACCOUNT, BUCKET, USER):
        assert hidden not in written()
    assert type(error).__name__ in line["exception"]
    assert "in fail_with" in line["exception"], "where it was is still to be seen"
    assert line["request_id"] == "request-1"


def test_the_code_of_an_error_of_aws_stays(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[], str]
) -> None:
    masked(monkeypatch, "annotation")
    fail_with(ClientError({"Error": {"Code": "Denied", "Message": NOTE}}, "PutItem"))
    assert "(Denied) when calling the PutItem operation: <masked>" in written()


def test_what_leaves_a_handler_is_masked_too_since_lambda_logs_and_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @masks_errors
    def handler() -> None:
        try:
            lacking()
        except KeyError as error:
            raise StoreUnavailableError(f"DynamoDB: {error} of {ACCOUNT}: try later") from error

    with pytest.raises(StoreUnavailableError, match=BUCKET):
        handler()
    masked(monkeypatch)
    with pytest.raises(Exception, match="DynamoDB: <masked> of <masked>: try later") as raised:
        handler()
    assert type(raised.value).__name__ == "StoreUnavailableError"
    assert raised.value.__suppress_context__


def test_what_says_how_to_mend_a_secret_is_not_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    masked(monkeypatch)
    said = 'the secret slack holds no bot_token yet; it has to hold {"bot_token": "xoxb-..."}'

    @masks_errors
    def handler() -> None:
        raise StoreUnavailableError(said)

    with pytest.raises(Exception, match="holds no bot_token yet; it has to hold") as raised:
        handler()
    assert str(raised.value) == said
