"""Text from outside shows as it is and does nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.slack_text import code, escaped, quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel> & <https://evil|ok>", "&lt;!channel&gt; &amp; &lt;https://evil|ok&gt;"),
        ("\n two\tlines\r\n\u2028here ", "two lines here"),
        ("right\u202eleft", "right left"),
        ("", "-"),
        (" \x00\x07", "-"),
        ("half a pair \ud83d", "half a pair"),
    ],
)
def test_it_is_escaped_and_on_one_line(text: str, shown: str) -> None:
    assert escaped(text, 100) == shown


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("ab&&", 7, "ab…"),
        ("ab&&", 8, "ab&amp;…"),
        ("😀😀😀", 5, "😀😀…"),
    ],
)
def test_it_is_cut_after_escaping_and_never_within_an_entity(
    text: str, longest: int, shown: str
) -> None:
    assert escaped(text, longest) == shown


def test_code_cannot_be_left_from_within() -> None:
    assert code("a`<b>`", 100) == "`a'&lt;b&gt;'`"
    assert quoted("```*bold*", 100) == "```'''*bold*```"


@given(st.text(alphabet=st.characters(), max_size=400), st.integers(min_value=8, max_value=300))
def test_no_text_is_longer_than_asked_for(text: str, longest: int) -> None:
    for shown in (escaped(text, longest), code(text, longest), quoted(text, longest)):
        assert 1 <= len(shown.encode("utf-16-le", "surrogatepass")) // 2 <= longest
