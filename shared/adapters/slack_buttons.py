"""What can be done from the first message of a thread, as elements of Block Kit."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.domain.buttons import Act, about, write_about
from shared.domain.threads import Thread

type Element = Mapping[str, Any]


class SlackButtons:
    """Makes the buttons of a thread; it can be muted for each of these numbers of days."""

    def __init__(self, mute_days: Sequence[int]) -> None:
        self._mute_days = mute_days

    def __call__(self, thread: Thread) -> Sequence[Element]:
        """Return the buttons, none where all is over or what they would have to say is too long."""
        value = write_about(about(thread)) if thread.is_open else None
        return tuple(self._elements(thread, value)) if value else ()

    def _elements(self, thread: Thread, value: str) -> Iterator[Element]:
        if not thread.acknowledged:
            yield _button(Act.ACKNOWLEDGE, "Acknowledge", value) | {"style": "primary"}
        yield _button(Act.ASSIGN, "Assign to me", value)
        yield _button(Act.STEPS, "Steps to fix", value)
        if self._mute_days:
            # A choice from a menu of this kind counts every time, also twice the same.
            options = [_option(f"Mute for {in_days(n)}", str(n)) for n in self._mute_days]
            yield {"type": "overflow", "action_id": Act.MUTE.value, "options": options}


def in_days(number: int) -> str:
    """Return a number of days as people read it."""
    return f"{number} day{'' if number == 1 else 's'}"


def _button(act: Act, label: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": act.value, "text": _plain(label), "value": value}


def _option(label: str, value: str) -> Element:
    return {"text": _plain(label), "value": value}


def _plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": False}
