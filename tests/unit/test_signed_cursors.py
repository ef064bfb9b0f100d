"""Only a cursor that was given for a request goes on with it."""

import pytest
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.signed_cursors import SignedCursors
from shared.adapters.signing_key import signing_key
from shared.ports.errors import InvalidCursorError, StoreUnavailableError

CURSORS = SignedCursors(lambda: b"k" * 64)
POSITION = ("222222222222#eu-central-1", "S#AWS::S3::Bucket#ü#rule")
GIVEN = CURSORS.write(POSITION, "states A")
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.tuples(st.text(max_size=20), st.text(max_size=20)), st.text(max_size=20))
def test_a_cursor_gives_the_position_that_it_was_made_of(
    position: tuple[str, str], request: str
) -> None:
    assert CURSORS.read(CURSORS.write(position, request), request) == position


@given(st.integers(0, len(GIVEN) - 1), st.sampled_from(BASE64URL))
def test_a_cursor_with_any_character_altered_is_refused(place: int, character: str) -> None:
    altered = GIVEN[:place] + character + GIVEN[place + 1 :]
    if altered != GIVEN:
        with pytest.raises(InvalidCursorError):
            CURSORS.read(altered, "states A")


@given(st.integers(0, len(GIVEN) - 1))
def test_a_cursor_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(InvalidCursorError):
        CURSORS.read(GIVEN[:length], "states A")


@pytest.mark.parametrize(
    "text", ["", "?", "a", "ü", GIVEN + "=", GIVEN + "A", f" {GIVEN}", f"{GIVEN}\n"]
)
def test_a_text_that_no_cursor_is_written_as_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursorError):
        CURSORS.read(text, "states A")


def test_a_cursor_of_another_request_or_another_key_is_refused() -> None:
    with pytest.raises(InvalidCursorError):
        CURSORS.read(GIVEN, "states B")
    with pytest.raises(InvalidCursorError):
        SignedCursors(lambda: b"x" * 64).read(GIVEN, "states A")


class Secrets(SecretsProvider):
    """Gives one value, or fails."""

    def __init__(self, value: str | bytes | None) -> None:
        self._value = value

    def get(self, *_: object, **__: object) -> str | bytes:
        if self._value is None:
            raise GetParameterError("no answer")
        return self._value


def test_the_key_is_the_secret_as_bytes() -> None:
    assert signing_key(Secrets("k" * 64), "arn") == b"k" * 64
    assert signing_key(Secrets(b"k" * 64), "arn") == b"k" * 64


def test_a_key_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="0 bytes"):
        signing_key(Secrets(""), "arn")


def test_without_secrets_manager_the_answer_has_to_wait() -> None:
    with pytest.raises(StoreUnavailableError):
        signing_key(Secrets(None), "arn")
