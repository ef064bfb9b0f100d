"""What answering somebody who pressed a button needs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from shared.domain.buttons import About
from shared.domain.delivery import Message
from shared.domain.errands import Errand, Said
from shared.domain.interactions import Place, User
from shared.domain.mutes import Mute
from shared.domain.threads import Person


class SeenRequests(Protocol):
    """The requests that came within the window."""

    def is_first(self, name: str, until: datetime) -> bool:
        """Remember a request until then; return whether it had not come before.

        Raises StoreUnavailableError.
        """
        ...


class Errands(Protocol):
    """Where what takes longer than Slack waits is handed to."""

    def hand_over(self, errand: Errand) -> None:
        """Have an errand run soon, at least once.

        Raises:
            StoreUnavailableError: it will not be run.

        """
        ...


class Muters(Protocol):
    """Who may mute from Slack."""

    @property
    def named(self) -> Sequence[str]:
        """The ids of the users and groups who may; empty where nobody may, or everybody."""
        ...

    def may_mute(self, user: User) -> bool | None:
        """Return whether somebody may; None where Slack does not say who is in a group."""
        ...


class InteractionWriter(Protocol):
    """Puts into words, blocks and forms what is shown to one person."""

    def mute_form(
        self, about: About, place: Place, days: int | None, offered: Sequence[int]
    ) -> Mapping[str, Any]:
        """Return the form that asks for a mute, with so many days chosen."""
        ...

    def steps(self, about: About) -> Mapping[str, Any]:
        """Return what is shown of how to mend a violation of a rule."""
        ...

    def muted(self, mute: Mute) -> Message:
        """Return that something is muted, and how that is ended."""
        ...

    def not_muted(self, why: str) -> Message:
        """Return that something could not be muted, and why."""
        ...

    def was_first(self, taken: Person) -> Message:
        """Return that somebody else has taken notice of it before."""
        ...

    def said(self, said: Said, ask: Sequence[str] = ()) -> Message:
        """Return something that is said when nothing is done; `ask`: ids of whom to ask."""
        ...
