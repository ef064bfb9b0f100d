"""What somebody did in Slack: pressed something of ours, or sent one of our forms off."""

from dataclasses import dataclass

from shared.domain.buttons import About, Act

FORM = "mute"  # the callback_id of the form that asks for a mute


class Field:
    """The ids of the inputs of that form; an input's block and its element have the same."""

    COVERS = "covers"
    DAYS = "days"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in Slack. `is_guest` says that they belong to another workspace than the bot."""

    id: str
    name: str = ""
    is_guest: bool = False

    @property
    def title(self) -> str:
        """Who it is, for people who read it elsewhere; the name is what they call themselves."""
        return f"{self.name} (Slack user {self.id})" if self.name else f"Slack user {self.id}"


@dataclass(frozen=True, slots=True)
class Place:
    """A message, where it is, and the one that it answers if it is in a thread."""

    channel: str
    message: str
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Somebody pressed a button. `days` is what was chosen from the menu of mutes.

    With the trigger a form can be opened for them, once and within 3 seconds.
    """

    by: User
    place: Place
    act: Act
    about: About
    trigger: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """Somebody sent the form off that asks for a mute; members are as they typed them.

    `view` is the id of the form: sent off twice it is the same.
    """

    by: User
    place: Place
    about: About
    view: str
    reason: str
    covers: str
    days: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Something that asks for nothing: a link was followed, a form was closed."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that we do not understand, of an earlier release or of another app."""

    why: str
    by: User | None = None
    place: Place | None = None


type Interaction = Pressed | Submitted | Nothing | Unread
