"""Where given-up messages go, and the queue that delivers again, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.domain.dead_letters import DeadLetter, Received


@dataclass
class KeptLetters:
    """Takes all letters but those of the named messages."""

    refuses: frozenset[str] = frozenset()
    letters: list[DeadLetter] = field(default_factory=list)

    def keep(self, letters: Sequence[DeadLetter]) -> Sequence[DeadLetter]:
        kept = [letter for letter in letters if letter.message.message_id not in self.refuses]
        self.letters += kept
        return kept


@dataclass
class PatientQueue:
    """Remembers what comes again."""

    again: list[Received] = field(default_factory=list)

    def put_off(self, messages: Sequence[Received]) -> None:
        self.again += messages
