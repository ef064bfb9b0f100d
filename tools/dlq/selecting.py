"""Which letters are meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.dlq.letters import Letter
from tools.dlq.problems import Problem

SHORTEST = 4  # characters of an id: fewer are a slip


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Letters by the beginnings of their ids or by a part of their reason; neither: all of them."""

    ids: Sequence[str] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Selected:
    """The letters that are meant, and the ids that no letter has."""

    letters: Sequence[Letter]
    unknown: Sequence[str] = ()


def select(letters: Sequence[Letter], selection: Selection) -> Selected:
    """Return the letters that are meant; the id of a letter may be that of its first message.

    Raises:
        Problem: the beginning of an id fits several letters.

    """
    if not selection.ids:
        part = (selection.reason or "").casefold()
        return Selected([letter for letter in letters if part in letter.reason.casefold()])
    found = {asked: [each for each in letters if _is(each, asked)] for asked in selection.ids}
    for asked, fitting in found.items():
        if len({letter.id for letter in fitting}) > 1:
            raise Problem(f"{len(fitting)} letters have an id that begins with {asked}")
    chosen = {letter.id: letter for fitting in found.values() for letter in fitting}
    return Selected(list(chosen.values()), [asked for asked in found if not found[asked]])


def _is(letter: Letter, asked: str) -> bool:
    begins = len(asked) >= SHORTEST and letter.id.startswith(asked)
    return begins or (bool(asked) and letter.message_id == asked)
