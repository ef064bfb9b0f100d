"""What becomes of messages that were not recorded."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.dead_letters import DeadLetter, Received


class DeadLetters(Protocol):
    """Where messages are kept for people to look at."""

    def keep(self, letters: Sequence[DeadLetter]) -> Sequence[DeadLetter]:
        """Keep the messages, each with its reason, and return those that are kept now."""
        ...


class Redelivery(Protocol):
    """The queue that delivers a message again that is not acknowledged."""

    def put_off(self, messages: Sequence[Received]) -> None:
        """Have each come again after its wait; where that fails it comes when the queue likes."""
        ...
