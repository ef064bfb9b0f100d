"""A channel that answers as it is told, and a writer that says only what it was given."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import overload

from shared.domain.alert import Alert
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.delivery import Change, Delivered, Delivery, Gone, Message, Reference
from shared.domain.endings import Ending
from shared.domain.onboarding import AccountSummary
from shared.domain.recorder import RecorderNews
from shared.domain.threads import Thread
from tests.fakes.clock import FakeClock


class ScriptedChannel:
    """Gives the answers in their order, then takes everything.

    With `threads` it remembers as a bot's channel does: which message answered which, and as what
    each was shown in the end.
    """

    def __init__(self, clock: FakeClock, *answers: Change, threads: bool = False) -> None:
        self.answers = list(answers)
        self.threads = threads
        self.posted: list[Message] = []
        self.shown: dict[Reference, Message] = {}
        self.in_thread: dict[Reference, list[Message]] = {}
        self.broadcast: list[str] = []
        self.times: list[datetime] = []
        self.address = "first"
        self.interval = timedelta()
        self.takes = timedelta()
        self.during_post: Callable[[], None] = lambda: None
        self._numbers = count()
        self._clock = clock
        self._ready_at = clock.now()

    @property
    def taken(self) -> list[str]:
        return [message.text for message in self.posted]

    def name(self) -> str:
        return self.address

    def trouble(self) -> str:
        return ""

    def ready_at(self) -> datetime:
        return self._ready_at

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        answer = self._answer()
        if not isinstance(answer, Delivered):
            return answer
        if self.threads and thread and thread not in self.shown:
            return Gone("thread_not_found")
        self.posted.append(message)
        return self._keep(message, thread, broadcast=broadcast) if self.threads else answer

    def update(self, reference: Reference, message: Message) -> Change:
        if not self.threads:
            return Gone("nothing can be changed here")
        answer = self._answer()
        if not isinstance(answer, Delivered):
            return answer
        if reference not in self.shown:
            return Gone("message_not_found")
        self.shown[reference] = message
        return Delivered(reference)

    def _keep(self, message: Message, thread: Reference | None, *, broadcast: bool) -> Delivered:
        reference = Reference("channel", str(next(self._numbers)))
        self.shown[reference] = message
        if thread and broadcast:
            self.broadcast.append(message.text)
        if thread:
            self.in_thread.setdefault(thread, []).append(message)
        return Delivered(reference)

    def _answer(self) -> Change:
        self.during_post()
        self._clock.time += self.takes
        self.times.append(self._clock.now())
        self._ready_at = self._clock.now() + self.interval
        return self.answers.pop(0) if self.answers else Delivered()


def told(channel: ScriptedChannel) -> Counter[str]:
    """Return how often each thing was told, by what happened and to what."""
    said = [text.split("|")[0].split() for text in channel.taken]
    return Counter(f"{what} {name}" for what, *names in said for name in names)


class PlainWriter:
    """Names the resources."""

    def violations(self, opened: Sequence[Alert]) -> Message:
        return Message("opened " + _names(opened), ({"type": "divider"},))

    def reminders(self, still_open: Sequence[Alert]) -> Message:
        return Message("open " + _names(still_open), ({"type": "divider"},))

    def first_results(self, group: FirstResults) -> Message:
        names = _names([entry.notice for entry in group.entries])
        return Message("first " + names, ({"type": "divider"},))

    def rolled_up(self, held: RollUp) -> Message:
        names = _names([entry.notice for entry in held.entries])
        return Message("held " + names, ({"type": "divider"},))

    def endings(self, endings: Sequence[Ending]) -> Message:
        return Message("ended " + _names([e.notice for e in endings]), ({"type": "divider"},))

    def onboarded(self, summary: AccountSummary) -> Message:
        return Message("onboarded " + summary.account, ({"type": "divider"},))

    def recorders(self, news: Sequence[RecorderNews]) -> Message:
        places = " ".join(f"{each.place.account}/{each.place.region}" for each in news)
        return Message(f"{news[0].recording.value} {places}", ({"type": "divider"},))

    def thread(self, thread: Thread) -> Message:
        names = _names([each.alert for each in thread.listed])
        stand = f"{thread.over}/{thread.told}" if thread.is_open else "resolved"
        who = [f"by {p.name}" for p in (thread.acknowledged, thread.assigned) if p]
        return Message(" ".join(["opened", names, "|", stand, *who]), ({"type": "divider"},))

    def more(self, thread: Thread, opened: Sequence[Alert]) -> Message:
        assert thread.told >= len(opened)
        return Message("opened " + _names(opened), ({"type": "divider"},))

    def acknowledged(self, thread: Thread) -> Message:
        assert thread.acknowledged
        return Message("acknowledged " + thread.acknowledged.name, ({"type": "divider"},))

    def assigned(self, thread: Thread) -> Message:
        assert thread.assigned
        return Message("assigned " + thread.assigned.name, ({"type": "divider"},))


def _names(notices: Sequence[Alert]) -> str:
    return " ".join(sorted(notice.key.resource_id for notice in notices))
