"""Who is told that a violation began, or why nobody is: as its life says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.life import Life

_NO_NEWS = "no news of it was heard: it was found, replayed, or began a moment ago"
_NOT_DECIDED = "it is being decided"


@dataclass(frozen=True, slots=True)
class Telling:
    """The channels that were told that a violation began, or will be; none where nobody is.

    `because` says why these, or why none; `told_at` is when the first of them was told.
    `sightings` are the states that show the violation, `reopened` is how often it came back within
    the flap window: of a violation whose life is not known, one and none.
    """

    channels: tuple[str, ...] = ()
    because: str = _NO_NEWS
    told_at: datetime | None = None
    sightings: int = 1
    reopened: int = 0

    @property
    def channel(self) -> str | None:
        """The channel of the first route that takes the violation."""
        return next(iter(self.channels), None)


def is_news(life: Life | None) -> bool:
    """Whether a violation that is open now is one whose life is known to last."""
    return life is not None and life.lasts and life.is_open


def telling_of(life: Life | None, told_at: Mapping[str, datetime]) -> Telling:
    """Return who is told of an open violation with this life; `told_at` is by channel."""
    if life is None or not is_news(life):
        return Telling()
    shown = Telling(sightings=len(life.sightings), reopened=life.flaps)
    if not life.told:
        return replace(shown, because=life.hushed.because if life.hushed else _NOT_DECIDED)
    channels = tuple(target.channel for target in life.told)
    times = [told_at[channel] for channel in channels if channel in told_at]
    return replace(
        shown, channels=channels, because=_routes(life), told_at=min(times, default=None)
    )


def _routes(life: Life) -> str:
    names = [target.route for target in life.told if target.route is not None]
    if not names:
        return "no route takes it"
    return f"the route {names[0]} takes it" if len(names) == 1 else _several(names)


def _several(names: list[str]) -> str:
    return f"the routes {', '.join(names[:-1])} and {names[-1]} take it"
