"""A channel that answers as it is told, and a writer that says only what it was given."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shared.domain.delivery import Delivered, Delivery, Message
from shared.domain.endings import Ending
from shared.domain.notices import Notice
from shared.domain.onboarding import AccountSummary
from tests.fakes.clock import FakeClock


class ScriptedChannel:
    """Gives the answers in their order, then takes everything."""

    def __init__(self, clock: FakeClock, *answers: Delivery) -> None:
        self.answers = list(answers)
        self.posted: list[Message] = []
        self.times: list[datetime] = []
        self.address = "first"
        self.interval = timedelta()
        self.takes = timedelta()
        self.during_post: Callable[[], None] = lambda: None
        self._clock = clock
        self._ready_at = clock.now()

    @property
    def taken(self) -> list[str]:
        return [message.text for message in self.posted]

    def name(self) -> str:
        return self.address

    def ready_at(self) -> datetime:
        return self._ready_at

    def post(self, message: Message) -> Delivery:
        self.during_post()
        self._clock.time += self.takes
        self.times.append(self._clock.now())
        self._ready_at = self._clock.now() + self.interval
        answer = self.answers.pop(0) if self.answers else Delivered()
        if isinstance(answer, Delivered):
            self.posted.append(message)
        return answer


def told(channel: ScriptedChannel) -> Counter[str]:
    """Return how often each thing was told, by what happened and to what."""
    said = [text.split() for text in channel.taken]
    return Counter(f"{what} {name}" for what, *names in said for name in names)


class PlainWriter:
    """Names the resources."""

    def violations(self, opened: Sequence[Notice]) -> Message:
        return Message("opened " + _names(opened), ({"type": "divider"},))

    def endings(self, endings: Sequence[Ending]) -> Message:
        return Message("ended " + _names([e.notice for e in endings]), ({"type": "divider"},))

    def onboarded(self, summary: AccountSummary) -> Message:
        return Message("onboarded " + summary.account, ({"type": "divider"},))


def _names(notices: Sequence[Notice]) -> str:
    return " ".join(sorted(notice.key.resource_id for notice in notices))
