"""A request is Slack's if whoever holds the secret signed just these bytes, just now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.signed_requests import (
    WINDOW,
    Refusal,
    SignedRequest,
    forgotten_at,
    refusal_of,
)
from tests.builders.presses import SECRET, signed

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BODY = b"payload=%7B%22type%22%3A%22block_actions%22%7D"
SECOND = timedelta(seconds=1)


def test_the_example_of_slack_s_documentation_is_believed() -> None:
    # docs.slack.dev/authentication/verifying-requests-from-slack
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id="
        b"G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-"
        b"collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700"
        b"885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c"
        b"447fce8b6703c"
    )
    request = SignedRequest(
        body, "1531420618", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )
    now = datetime.fromtimestamp(1531420618, tz=UTC)
    assert refusal_of(request, "8f742231b10e8888abcd99yyyzzz85a5", now) is None


@pytest.mark.parametrize("age", [timedelta(0), WINDOW, -WINDOW])
def test_a_request_of_now_is_believed(age: timedelta) -> None:
    assert refusal_of(signed(BODY, NOW - age), SECRET, NOW) is None


@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (WINDOW + SECOND, Refusal.STALE),
        (timedelta(days=365), Refusal.STALE),
        (-WINDOW - SECOND, Refusal.EARLY),
    ],
)
def test_a_request_of_another_time_is_refused_however_well_it_is_signed(
    age: timedelta, refusal: Refusal
) -> None:
    assert refusal_of(signed(BODY, NOW - age), SECRET, NOW) is refusal


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_a_body_that_is_altered_by_a_byte_is_forged(place: int, change: int) -> None:
    request = signed(BODY, NOW)
    altered = bytes([*BODY[:place], BODY[place] ^ change, *BODY[place + 1 :]])
    assert refusal_of(replace(request, body=altered), SECRET, NOW) is Refusal.FORGED


@given(st.text() | st.from_regex(r"v0=[0-9a-f]{64}", fullmatch=True))
def test_a_signature_that_is_made_up_is_forged(signature: str) -> None:
    request = replace(signed(BODY, NOW), signature=signature)
    expected = Refusal.FORGED if signature else Refusal.UNSIGNED
    assert refusal_of(request, SECRET, NOW) is expected


def test_a_time_that_was_not_signed_is_forged() -> None:
    later = str(int(NOW.timestamp()) + 1)
    assert refusal_of(replace(signed(BODY, NOW), timestamp=later), SECRET, NOW) is Refusal.FORGED


def test_the_signature_of_another_app_is_forged() -> None:
    assert refusal_of(signed(BODY, NOW, "another"), SECRET, NOW) is Refusal.FORGED


@pytest.mark.parametrize(
    "timestamp", ["", "now", "-1", "1e9", "\u0661\u0667\u0660", "9" * 400, " 17 "]
)
def test_a_request_without_a_time_is_not_signed(timestamp: str) -> None:
    request = replace(signed(BODY, NOW), timestamp=timestamp)
    assert refusal_of(request, SECRET, NOW) is Refusal.UNSIGNED


def test_a_request_without_a_signature_is_not_signed() -> None:
    assert refusal_of(replace(signed(BODY, NOW), signature=""), SECRET, NOW) is Refusal.UNSIGNED


def test_without_a_secret_nothing_is_believed_not_even_what_is_signed_with_none() -> None:
    assert refusal_of(signed(BODY, NOW, ""), "", NOW) is Refusal.UNVERIFIABLE


@given(st.binary(), st.text(), st.text())
def test_no_request_at_all_raises_anything(body: bytes, timestamp: str, signature: str) -> None:
    assert refusal_of(SignedRequest(body, timestamp, signature), SECRET, NOW)


@given(st.integers(-300, 300))
def test_a_request_is_remembered_until_it_would_be_stale(age: int) -> None:
    request = signed(BODY, NOW - timedelta(seconds=age))
    assert refusal_of(request, SECRET, forgotten_at(request)) is Refusal.STALE


def test_two_requests_have_two_names_and_one_has_one() -> None:
    one, other = signed(BODY, NOW), signed(BODY, NOW + SECOND)
    assert one.name == signed(BODY, NOW).name
    assert one.name != other.name
