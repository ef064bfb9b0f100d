"""Whether AWS Config records what happens in a place, as far as calls that change it tell.

Calls come late, twice and in any order. What is known follows from the newest start and from what
stopped the recorder since, whichever of them was heard of first.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.domain.observations import ApiCall, PlaceKey

START = "StartConfigurationRecorder"
# A channel can be deleted only while nothing records (AWS Config API reference,
# DeleteDeliveryChannel), and a recorder without one cannot be started.
STOPS = frozenset(
    {"StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteDeliveryChannel"}
)
# What stopped it again and again without a start: the first says since when, the others only matter
# to a start that is heard of late.
STOPS_KEPT = 10


class Recording(StrEnum):
    """What is known of a recorder; where no call was ever heard of, nothing is."""

    RECORDING = "recording"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class RecorderCall:
    """A call that starts or stops the recorder; `by` is who made it, empty where it is unknown."""

    called: datetime
    name: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Recorder:
    """The newest start, and what has stopped it since, in the order in which it happened."""

    started: RecorderCall | None = None
    stops: tuple[RecorderCall, ...] = ()

    @property
    def recording(self) -> Recording:
        """Whether it records."""
        if self.stops:
            return Recording.STOPPED
        return Recording.RECORDING if self.started else Recording.UNKNOWN

    @property
    def since(self) -> datetime | None:
        """Since when it does what it does; None where that is not known."""
        return self.because.called if self.because else None

    @property
    def because(self) -> RecorderCall | None:
        """The call that made it so: a later one that stops it once more changes nothing."""
        return self.stops[0] if self.stops else self.started

    def after(self, call: RecorderCall) -> "Recorder":
        """Return what is known with one more call.

        CloudTrail's times are whole seconds: what stops it in the second of a start counts as
        after it, since it is worse to take a stopped recorder for a running one.
        """
        started, stops = self.started, {*self.stops}
        if call.name == START:
            started = max(started, call) if started else call
        else:
            stops.add(call)
        since = sorted(stop for stop in stops if not started or stop.called >= started.called)
        return Recorder(started, (*since[:1], *since[1:][1 - STOPS_KEPT :]))


UNHEARD_OF = Recorder()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderNews:
    """A recorder stopped, or records again: to be told once.

    `call` is what made it so; `stopped` is what had stopped it, where it records again.
    """

    place: PlaceKey
    call: RecorderCall
    stopped: RecorderCall | None = None

    @property
    def recording(self) -> Recording:
        """What there is to tell."""
        return Recording.RECORDING if self.stopped else Recording.STOPPED

    @property
    def since(self) -> datetime:
        """When what it tells of happened."""
        return self.call.called


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderStep:
    """What a call changes of what is known of the recorder of a place, and what there is to tell.

    It holds as long as `before` is what is known.
    """

    place: PlaceKey
    before: Recorder
    after: Recorder
    news: tuple[RecorderNews, ...] = field(default=())


def recorder_call(heard: ApiCall) -> RecorderCall | None:
    """Return the call that starts or stops a recorder, if it is one."""
    if heard.event_name != START and heard.event_name not in STOPS:
        return None
    return RecorderCall(heard.called, heard.event_name, heard.by or "")


def recorder_step(
    place: PlaceKey, before: Recorder, call: RecorderCall, *, quiet: bool
) -> RecorderStep:
    """Return what a call changes; of what is `quiet` (a replay) nobody is told."""
    after = before.after(call)
    news = None if quiet else _news(place, before, after)
    return RecorderStep(place=place, before=before, after=after, news=(news,) if news else ())


def _news(place: PlaceKey, before: Recorder, after: Recorder) -> RecorderNews | None:
    if before.recording is after.recording or after.because is None:
        return None
    if after.recording is Recording.STOPPED:
        return RecorderNews(place=place, call=after.because)
    if before.recording is Recording.STOPPED:
        return RecorderNews(place=place, call=after.because, stopped=before.because)
    return None
