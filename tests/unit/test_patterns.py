"""Names with `*` in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.patterns import fits, is_pattern

texts = st.text("ab*\n", max_size=8)


@given(texts, texts)
def test_a_star_stands_for_any_text_and_all_else_for_itself(pattern: str, text: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert fits(pattern, text) is bool(re.fullmatch(expression, text, re.DOTALL))


@pytest.mark.parametrize(("text", "expected"), [("s3-*", True), ("*", True), ("s3", False)])
def test_only_a_text_with_a_star_stands_for_more_than_itself(text: str, expected: object) -> None:
    assert is_pattern(text) is expected


def test_no_pattern_takes_long() -> None:
    assert not fits("*a" * 300 + "b", "a" * 20_000)
