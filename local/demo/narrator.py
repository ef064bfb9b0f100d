"""What the audience sees and hears: lines with times, and Slack's messages as cards."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from local.demo.cards import card

if TYPE_CHECKING:
    from rich.console import Console

    from local.demo.world import World

type Message = dict[str, Any]


@dataclass(kw_only=True)
class Narrator:
    """Remembers which messages were shown already."""

    world: World
    console: Console
    began: float = field(default_factory=time.monotonic)
    shown: int = 0

    def say(self, text: str) -> None:
        """Print a line with the seconds since the beginning."""
        self.console.print(f"[dim]{time.monotonic() - self.began:5.1f} s[/dim]  {text}")

    def skip(self) -> None:
        """Leave out the messages that are there before the story begins."""
        self.shown = len(self.world.slack_messages())

    def new_message(self, text: str) -> Message | None:
        """Return the first message not shown yet that holds the text, in any letters."""
        new = self.world.slack_messages()[self.shown :]
        return next((each for each in new if text.lower() in str(each["payload"]).lower()), None)

    def show(self) -> None:
        """Draw the messages that Slack took since the last time."""
        messages = self.world.slack_messages()
        for message in messages[self.shown :]:
            clock = datetime.fromisoformat(message["received_at"]).strftime("%H:%M:%S UTC")
            self.console.print(card(message["payload"], f"Slack, {clock}"))
        self.shown = len(messages)


def received(message: Message) -> float:
    """Return when Slack received the message, in seconds since the epoch."""
    return datetime.fromisoformat(message["received_at"]).timestamp()


def report_address(message: Message) -> str:
    """Return the address behind a digest's button, or nothing where it has no report."""
    blocks = message["payload"].get("blocks", [])
    buttons = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    return str(buttons[0]["url"]) if buttons else ""
