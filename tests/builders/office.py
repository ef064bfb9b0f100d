"""A desk whose ports are fakes, to tell violations from."""

from collections import Counter
from datetime import timedelta

from shared.domain.outbox import News
from shared.usecases.alert_desk import Desk
from shared.usecases.notify_violations import notify_violations
from tests.builders.notices import WINDOW
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_outbox import InMemoryOutbox
from tests.fakes.in_memory_pacing import InMemoryPacing
from tests.fakes.kept_alerts import KeptAlerts
from tests.fakes.scripted_channel import PlainWriter, ScriptedChannel

BUDGET = 45


class Office:
    """A desk whose ports are fakes."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.outbox = InMemoryOutbox()
        self.pacing = InMemoryPacing()
        self.channel = ScriptedChannel(self.clock)
        self.dead_letters = KeptAlerts()
        self.desk = Desk(
            outbox=self.outbox,
            pacing=self.pacing,
            channel=self.channel,
            writer=PlainWriter(),
            dead_letters=self.dead_letters,
            clock=self.clock,
        )

    def add[T: News](self, notice: T, due: float = 0) -> T:
        self.outbox.add(notice, self.clock.after(due))
        return notice

    def run(self, budget: float = BUDGET) -> Counter[str]:
        return notify_violations(self.clock.now() + timedelta(seconds=budget), WINDOW, self.desk)

    def after(self) -> list[float]:
        start = self.clock.after(0)
        return [round((time - start).total_seconds(), 1) for time in self.channel.times]
