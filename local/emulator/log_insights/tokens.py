"""A query taken apart into its stages, and these into words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from ministack.services import cloudwatch_logs

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
      | (?P<pattern>/(?:\\.|[^/\\])+/)
      | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
      | (?P<name>`[^`]+`|[@\w][\w.@]*)
      | (?P<sign>!=|<=|>=|[=<>()\[\],*])
    )""",
    re.VERBOSE,
)


class MalformedQueryError(Exception):
    """A query that is not understood here; AWS may know more of the language."""


@dataclass(frozen=True)
class Token:
    """A word of a query: what kind it is, and what it says, without its quotes."""

    kind: str
    text: str


def stages(query: str) -> list[str]:
    """Return what stands between the bars of a query."""
    return list(cloudwatch_logs._split_insights_pipes(query))


class Words:
    """The words of a stage, taken one after the other."""

    def __init__(self, text: str) -> None:
        self.whole = text
        self._tokens = _tokens(text)
        self._at = 0

    @property
    def are_left(self) -> bool:
        """Whether there is another word."""
        return self._at < len(self._tokens)

    def take(self, *kinds: str) -> Token:
        """Return the next word, which has to be of one of these kinds."""
        if not self.are_left or self._tokens[self._at].kind not in kinds:
            self.refuse()
        self._at += 1
        return self._tokens[self._at - 1]

    def has(self, word: str) -> bool:
        """Take the next word if it is this one, and say whether it was."""
        is_it = self.are_left and self._tokens[self._at] in (
            Token("sign", word),
            Token("name", word),
        )
        self._at += is_it
        return is_it

    def needs(self, word: str) -> None:
        """Take the next word, which has to be this one."""
        if not self.has(word):
            self.refuse()

    def listed[T](self, one: Callable[["Words"], T]) -> list[T]:
        """Read one thing after the other, as long as a comma follows."""
        read = [one(self)]
        while self.has(","):
            read.append(one(self))
        return read

    def refuse(self) -> NoReturn:
        """Say where it is not understood."""
        rest = " ".join(token.text for token in self._tokens[self._at :]) or "its end"
        message = f"not understood in {self.whole!r}, at {rest}"
        raise MalformedQueryError(message)


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            message = f"not understood in {text!r}, at {text[at:]}"
            raise MalformedQueryError(message)
        found.append(Token(str(match.lastgroup), _bare(match)))
        at = match.end()
    return found


def _bare(match: re.Match[str]) -> str:
    word = match[match.lastgroup or 0]
    match match.lastgroup:
        case "text":
            return re.sub(r"\\(.)", r"\1", word[1:-1])
        case "pattern":
            return word[1:-1]
        case _:
            return word.strip("`")
