"""Text as AWS, a rule of somebody else or an attacker may write it."""

from hypothesis import strategies as st

_MARKUP = (
    *("<!channel>", "<!here|x>", "<@U1>", "<#C1>", "<https://evil.io|AWS Config>", "<mailto:a@b>"),
    *(
        "`",
        "```",
        "&amp;",
        "&lt;!channel&gt;",
        "*x*",
        "_x_",
        "~x~",
        ":fire:",
        "\n> q",
        "a\r\nb\u2028c",
    ),
    "a\r\nb\u2028c",
    *("https://evil.io", '"}]}', "{{ 7 * 7 }}", "{% raw %}", "\\", "\0"),
)
# Right to left: letters, and the marks that would turn what follows around.
_RIGHT_TO_LEFT = ("\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "\u202eevil\u202c")
_WIDE = ("😀", "👩‍👩‍👧", "🏳️‍🌈", "é\u0301", "\U0001f3f4\U000e0067")
_LENGTHS = (74, 140, 500, 1900, 3100)

_long = st.sampled_from(("&", "<", "`", "x", *_WIDE, *_RIGHT_TO_LEFT)).flatmap(
    lambda piece: st.sampled_from(_LENGTHS).map(lambda n: piece * n)
)
_pieces = st.lists(st.sampled_from((*_MARKUP, *_RIGHT_TO_LEFT, *_WIDE, " ", "\n")), max_size=8)
hostile = st.one_of(st.text(max_size=20), _pieces.map("".join), _long)
