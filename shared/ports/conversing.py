"""What answering a person needs, who pressed a button."""

from collections.abc import Mapping
from typing import Any, Protocol

from shared.domain.delivery import Change, Message
from shared.domain.interactions import Place


class Conversation(Protocol):
    """What a bot can show to one person."""

    def whisper(self, place: Place, user: str, message: Message) -> Change:
        """Show a message to one user alone, where the message is that it is about."""
        ...

    def open_view(self, trigger: str, view: Mapping[str, Any]) -> Change:
        """Open a form for whoever pressed the button; Gone once that is too long ago (3 s)."""
        ...
