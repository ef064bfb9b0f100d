"""What the audience sees and hears: lines with times, and Slack's messages as cards."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from local.demo.cards import card
from local.demo.waiting import wait_for

if TYPE_CHECKING:
    from rich.console import Console

    from local.demo.world import World

type Message = dict[str, Any]

ANSWER_INDENT = 6
DIGEST = "ompliance digest"  # it names whatever is open, so it is no news of it


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

    def new_messages(self, text: str) -> list[Message]:
        """Return the messages not shown yet that held the text when they were posted."""
        new = self.world.slack_messages()[self.shown :]
        return [each for each in new if text in str(as_posted(each)) and not _is_digest(each)]

    def new_message(self, text: str) -> Message | None:
        """Return the first of them."""
        return next(iter(self.new_messages(text)), None)

    def new_digest(self) -> Message | None:
        """Return the digest that was not shown yet."""
        new = self.world.slack_messages()[self.shown :]
        return next((each for each in new if _is_digest(each)), None)

    def edited(self, message: Message, text: str, seconds: float) -> Message:
        """Return a message once it was edited to hold the text; raises DemoError if it is not."""

        def look() -> Message | None:
            shown = (m for m in self.world.slack_messages() if m["ts"] == message["ts"])
            now = next(shown, None)
            return now if now and now["edits"] and text in str(now["payload"]) else None

        return wait_for(f"the edit of a message to {text!r}", look, seconds)

    def show(self) -> None:
        """Draw the messages that Slack took since the last time, as they were posted."""
        messages = self.world.slack_messages()
        for message in messages[self.shown :]:
            self.show_posted(message)
        self.shown = len(messages)

    def show_posted(self, message: Message) -> None:
        """Draw a message as it was posted."""
        answer = "an answer in its thread, " if message["thread_ts"] else ""
        indent = ANSWER_INDENT if message["thread_ts"] else 0
        where = f"Slack, {answer}{_clock(message['received_at'])}"
        self.console.print(card(as_posted(message), where, indent=indent))

    def show_now(self, message: Message) -> None:
        """Draw what a message shows now."""
        if not message["edits"]:
            self.show_posted(message)
            return
        posted, edited = _clock(message["received_at"]), _clock(message["edits"][-1]["edited_at"])
        where = f"Slack, the message of {posted}, edited {edited}"
        self.console.print(card(message["payload"], where))


def as_posted(message: Message) -> dict[str, Any]:
    """Return what a message showed before it was edited."""
    edits = message["edits"]
    payload: dict[str, Any] = edits[0]["payload"] if edits else message["payload"]
    return payload


def _is_digest(message: Message) -> bool:
    return DIGEST in str(message["payload"].get("text"))


def _clock(instant: str) -> str:
    return datetime.fromisoformat(instant).strftime("%H:%M:%S UTC")


def received(message: Message) -> float:
    """Return when Slack received the message, in seconds since the epoch."""
    return datetime.fromisoformat(message["received_at"]).timestamp()


def report_address(message: Message) -> str:
    """Return the address behind a digest's button, or nothing where it has no report."""
    blocks = message["payload"].get("blocks", [])
    buttons = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    return str(buttons[0]["url"]) if buttons else ""
