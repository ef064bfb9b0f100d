"""A thread of a channel: one message on the violations of one rule in one account, and its answers.

Every function returns the thread after something happened. The same thing twice changes nothing,
or counts nothing: whoever keeps threads sees to it that each violation joins, and ends, once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.alert import Alert
from shared.domain.delivery import Reference
from shared.domain.thread_keys import ThreadGroup, ThreadKey, member_of

# How many violations a thread knows by name, whatever their number: as many as a message lists.
LISTED = 10
# What somebody else said of one, in characters: the thread stays small whatever that was.
LONGEST_REASON = 1000
# Who follows a channel sees no answers. What is new is shown there too, not more often than this.
QUIET_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something, by Slack's id and a name to show, and when."""

    user: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A violation that the first message names; `over` is when it ended."""

    alert: Alert
    over: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was told in a thread, and how that stands.

    `parent` is its first message: None until that is known, and again once somebody deleted it. Of
    `told` violations `over` have ended; `began` is when the first of them did, `ended` when the
    last of those that are over was. `changes` counts what the first message has to show, `shown`
    is how much of that it shows; where that is less, it is to be edited at `show_at`. `seen_at` is
    when the channel, not only the thread, was last told. Until `taken_until` somebody posts or
    edits its first message.
    """

    key: ThreadKey
    began: datetime
    listed: tuple[Listed, ...] = ()
    told: int = 0
    over: int = 0
    ended: datetime | None = None
    parent: Reference | None = None
    taken_until: datetime | None = None
    seen_at: datetime | None = None
    acknowledged: Person | None = None
    assigned: Person | None = None
    closed_at: datetime | None = None
    changes: int = 0
    shown: int = 0
    show_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether some of its violations are not over, or none was told yet."""
        return self.closed_at is None

    @property
    def lasted(self) -> timedelta:
        """How long all of it lasted, by the events' own times; so far as it is over."""
        return max((self.ended or self.began) - self.began, timedelta())

    def is_taken(self, now: datetime) -> bool:
        """Whether somebody posts or edits its first message at this moment."""
        return self.taken_until is not None and self.taken_until > now

    @property
    def is_stale(self) -> bool:
        """Whether its first message does not show how it stands."""
        return self.parent is not None and self.shown < self.changes

    def is_news(self, now: datetime) -> bool:
        """Whether the channel is to see what is new in the thread."""
        return self.seen_at is None or now - self.seen_at >= QUIET_FOR


def following(last: Thread | None, group: ThreadGroup, first: Alert) -> Thread:
    """Return the next thread of a group, with nothing in it yet."""
    number = last.key.number + 1 if last else 1
    key = ThreadKey(group.channel, group.account, group.rule, number)
    return Thread(key=key, began=first.since)


def joined(thread: Thread, opened: Sequence[Alert], now: datetime) -> Thread:
    """Return the thread with violations that were not in it."""
    listed = thread.listed
    for alert in opened:
        if len(listed) == LISTED:
            listed = _without_the_first_that_is_over(listed)
        listed = (*listed, Listed(_shortened(alert)))[:LISTED]
    return _changed(
        replace(
            thread,
            listed=listed,
            told=thread.told + len(opened),
            began=min([thread.began, *(alert.since for alert in opened)]),
        ),
        now,
    )


def ended(thread: Thread, over: Sequence[Alert], now: datetime) -> Thread:
    """Return the thread after violations of it ended: closed if these were the last."""
    ends = {member_of(alert): alert for alert in over}
    count = thread.over + len(over)
    return _changed(
        replace(
            thread,
            listed=tuple(_ended(each, ends.get(member_of(each.alert))) for each in thread.listed),
            over=count,
            ended=max([*_known(thread.ended), *(alert.since for alert in over)], default=None),
            closed_at=now if count >= thread.told else None,
        ),
        now,
    )


def acknowledged(thread: Thread, who: Person) -> Thread:
    """Return the thread after somebody takes notice: the first one stays, what is over is over."""
    if thread.acknowledged or not thread.is_open:
        return thread
    return _changed(replace(thread, acknowledged=who), who.at)


def assigned(thread: Thread, who: Person) -> Thread:
    """Return the thread after somebody takes it over, from whomever; that is to take notice too."""
    if not thread.is_open or (thread.assigned and thread.assigned.user == who.user):
        return thread
    noticed = thread.acknowledged or who
    return _changed(replace(thread, assigned=who, acknowledged=noticed), who.at)


def taken(thread: Thread, until: datetime, now: datetime) -> Thread:
    """Return the thread while somebody posts or edits its first message; or as another has it."""
    return thread if thread.is_taken(now) else replace(thread, taken_until=until)


def released(thread: Thread, lease: datetime | None) -> Thread:
    """Return the thread once anybody may post or edit its first message.

    `lease`, here and below, is until when it was taken: whoever was too slow gives back nothing of
    somebody else's.
    """
    return replace(thread, taken_until=None) if thread.taken_until == lease else thread


def posted(
    thread: Thread,
    parent: Reference | None,
    shows: int,
    now: datetime,
    lease: datetime | None = None,
) -> Thread:
    """Return the thread with a first message, which shows so many of the changes."""
    return shown(replace(thread, parent=parent, seen_at=now), shows, now, lease)


def seen(thread: Thread, now: datetime) -> Thread:
    """Return the thread after the channel was shown an answer in it."""
    return replace(thread, seen_at=now)


def orphaned(thread: Thread, parent: Reference) -> Thread:
    """Return the thread after its first message was found to be deleted."""
    if thread.parent != parent:
        return thread
    return replace(thread, parent=None, taken_until=None, show_at=None)


def shown(thread: Thread, shows: int, now: datetime, lease: datetime | None = None) -> Thread:
    """Return the thread after its first message was made to show so many of the changes."""
    thread = replace(released(thread, lease), shown=shows)
    return replace(thread, show_at=(thread.show_at or now) if thread.is_stale else None)


def put_off(thread: Thread, until: datetime, lease: datetime | None = None) -> Thread:
    """Return the thread when its first message could not be edited, and will be at that time."""
    return replace(released(thread, lease), show_at=until if thread.is_stale else None)


def _shortened(alert: Alert) -> Alert:
    return replace(alert, reason=alert.reason[:LONGEST_REASON] if alert.reason else None)


def _changed(thread: Thread, now: datetime) -> Thread:
    show_at = (thread.show_at or now) if thread.parent else None
    return replace(thread, changes=thread.changes + 1, show_at=show_at)


def _without_the_first_that_is_over(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    gone = next((each for each in listed if each.over), None)
    return tuple(each for each in listed if each is not gone)


def _ended(listed: Listed, end: Alert | None) -> Listed:
    if end is None or listed.over is not None:
        return listed
    return Listed(listed.alert.seen_as(end), end.since)


def _known(*times: datetime | None) -> Iterable[datetime]:
    return (time for time in times if time is not None)
