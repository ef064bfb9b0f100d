"""What one person is shown, as it is told to be taken; errands and requests that are remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.domain.delivery import Change, Delivered, Message
from shared.domain.errands import Errand
from shared.domain.interactions import Place, User
from shared.ports.errors import StoreUnavailableError


@dataclass
class RecordedConversation:
    """Implements Conversation; gives the answers in their order, then takes everything."""

    answers: list[Change] = field(default_factory=list[Change])
    whispers: list[tuple[Place, str, Message]] = field(default_factory=list[Any])
    views: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list[Any])

    def whisper(self, place: Place, user: str, message: Message) -> Change:
        self.whispers.append((place, user, message))
        return self._answer()

    def open_view(self, trigger: str, view: Mapping[str, Any]) -> Change:
        self.views.append((trigger, view))
        return self._answer()

    @property
    def said(self) -> list[str]:
        return [message.text for _, _, message in self.whispers]

    def _answer(self) -> Change:
        return self.answers.pop(0) if self.answers else Delivered()


@dataclass
class KeptErrands:
    """Implements Errands; `broken` says that none can be handed over."""

    errands: list[Errand] = field(default_factory=list[Errand])
    broken: bool = False

    def hand_over(self, errand: Errand) -> None:
        if self.broken:
            raise StoreUnavailableError("Lambda: throttled")
        self.errands.append(errand)


@dataclass
class RememberedRequests:
    """Implements SeenRequests."""

    until: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def is_first(self, name: str, until: datetime) -> bool:
        return self.until.setdefault(name, until) is until


@dataclass
class ListedMuters:
    """Implements Muters; None says that Slack does not say."""

    answer: bool | None = True
    named: Sequence[str] = ()

    def may_mute(self, user: User) -> bool | None:
        return False if user.is_guest else self.answer
