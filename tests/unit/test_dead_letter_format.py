"""A dead letter fits into a message of SQS, and its body comes out as it went in."""

import random
import string

import pytest

from shared.adapters.dead_letter_format import (
    COMPRESSED,
    ENCODING,
    LARGEST,
    Attributes,
    TooLargeError,
    can_be_sent,
    pack,
    unpack,
)
from shared.domain.dead_letters import DeadLetter, Received
from tests.builders.observations import at

CHANCE = random.Random(2026)
NOISE = "".join(CHANCE.choices(string.ascii_letters + string.digits + "+/", k=LARGEST))


def letter(body: str, reason: str = "because", where: str = "parse: detail.x") -> DeadLetter:
    received = Received(message_id="m", receipt="r", body=body, receives=3)
    return DeadLetter(message=received, reason=reason, where=where, failed_at=at(0))


def texts(attributes: Attributes) -> dict[str, str]:
    return {name: value["StringValue"] for name, value in attributes.items()}


def test_a_body_stays_as_it_is_and_the_rest_stands_beside_it() -> None:
    body, attributes = pack(letter('{"a": "€"}'))
    assert body == '{"a": "€"}'
    assert texts(attributes) == {
        "Reason": "because",
        "Where": "parse: detail.x",
        "FailedAt": "2026-11-20T09:00:00.000Z",
        "MessageId": "m",
        "Receives": "3",
    }
    assert unpack(body, texts(attributes)) == body


@pytest.mark.parametrize(
    "body",
    ["", "a\x00b", "\x1b[31m", "\ufffe", "\ud800", "x" * LARGEST, "€" * (LARGEST // 3)],
    ids=["empty", "NUL", "escape", "no character", "surrogate", "1 MiB", "1 MiB of euros"],
)
def test_a_body_that_sqs_does_not_take_is_compressed_and_comes_out_as_it_was(body: str) -> None:
    packed, attributes = pack(letter(body))
    assert texts(attributes)[ENCODING] == COMPRESSED
    assert can_be_sent(packed)
    assert unpack(packed, texts(attributes)) == body


def test_what_does_not_fit_even_then_is_refused() -> None:
    with pytest.raises(TooLargeError, match="1048576 are possible"):
        pack(letter(NOISE))


def test_a_reason_of_any_text_and_length_becomes_one_that_sqs_takes() -> None:
    _, attributes = pack(letter("{}", reason="\x00\ud800" + "x" * 5000))
    assert texts(attributes)["Reason"] == "\ufffd\ufffd" + "x" * 1998


@pytest.mark.parametrize("body", ["not base64 \x00", "bm8gZ3ppcA==", "H4sIAAAA"])
def test_what_only_says_that_it_is_compressed_stays_as_it_is(body: str) -> None:
    assert unpack(body, {ENCODING: COMPRESSED}) == body
