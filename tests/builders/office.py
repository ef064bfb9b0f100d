"""A desk whose ports are fakes, to tell violations from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from shared.domain.account_units import Units
from shared.domain.alert import Alert
from shared.domain.alert_policy import AlertPolicy
from shared.domain.life import Life, Sighting
from shared.domain.notices import Notice
from shared.domain.observations import ResourceKey
from shared.domain.outbox import News
from shared.domain.routing import Mode, Route, Routing
from shared.ports.planning import KeptLife
from shared.usecases import alert_desk
from shared.usecases.judge_mutes import MutingDesk
from shared.usecases.judge_violations import Judgement
from shared.usecases.notify_violations import notify_violations
from shared.usecases.plan_alerts import PlanningDesk
from shared.usecases.route_violations import RoutingDesk
from tests.builders.notices import WINDOW
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_hushes import InMemoryHushes, OpenStatesInMemory
from tests.fakes.in_memory_lives import InMemoryLives, KnownRulesInMemory
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_outbox import InMemoryOutbox
from tests.fakes.in_memory_pacing import InMemoryPacing
from tests.fakes.in_memory_threads import InMemoryThreads
from tests.fakes.in_memory_waves import InMemoryWaves
from tests.fakes.kept_alerts import KeptAlerts
from tests.fakes.scripted_channel import PlainWriter, ScriptedChannel

BUDGET = 45
# All is told, at once, and as often as it happens: what a test is about, it says.
POLICY = AlertPolicy(
    flap_window=timedelta(), first_results_window=timedelta(), messages_per_minute=10_000
)
EVERYTHING = Routing((Route(name="all", channel="default", mode=Mode.IMMEDIATE),))


class Nothing:
    """Tags and units of which nothing is known."""

    def __init__(self) -> None:
        self.tags: dict[ResourceKey, Mapping[str, str]] = {}

    def of(
        self, resources: Iterable[ResourceKey]
    ) -> Mapping[ResourceKey, Mapping[str, str] | None]:
        return {resource: self.tags.get(resource) for resource in resources}


class NoUnits:
    """Units of which nothing is known."""

    def of(self, accounts: Iterable[str]) -> Mapping[str, Units | None]:
        return dict.fromkeys(accounts)


class Office:
    """A desk whose ports are fakes."""

    def __init__(self, policy: AlertPolicy = POLICY, routing: Routing = EVERYTHING) -> None:
        self.clock = FakeClock()
        self.outbox = InMemoryOutbox()
        self.pacing = InMemoryPacing()
        self.channel = ScriptedChannel(self.clock)
        self.dead_letters = KeptAlerts()
        self.lives = InMemoryLives(self.outbox)
        self.hushes = InMemoryHushes(self.lives)
        self.mutes = InMemoryMutes()
        self.threads = InMemoryThreads()
        self.rules = KnownRulesInMemory()
        self.waves = InMemoryWaves()
        self.tags = Nothing()
        self.policy, self.routing = policy, routing
        self.desk = alert_desk.Desk(
            outbox=self.outbox,
            lives=self.lives,
            pacing=self.pacing,
            channel=self.channel,
            writer=PlainWriter(),
            dead_letters=self.dead_letters,
            clock=self.clock,
            policy=policy,
            threads=self.threads,
            muting=MutingDesk(mutes=self.mutes, tags=self.tags),
        )
        self.others: dict[str, alert_desk.Desk] = {}

    @property
    def desks(self) -> dict[str, alert_desk.Desk]:
        """A desk for each channel, by name."""
        return {"default": self.desk, **self.others}

    @property
    def office(self) -> alert_desk.Office:
        """The office as the use case takes it."""
        judgement = Judgement(
            routing=self.routing,
            policy=self.policy,
            grouping_window=WINDOW,
            desk=RoutingDesk(tags=self.tags, units=NoUnits()),
            rules=self.rules,
            new_rules=self.rules,
            waves=self.waves,
        )
        return alert_desk.Office(
            outbox=self.outbox,
            threads=self.threads,
            clock=self.clock,
            planning=PlanningDesk(
                lives=self.lives,
                mutes=self.mutes,
                judgement=judgement,
                hushes=self.hushes,
                open_states=OpenStatesInMemory(self.lives),
                outbox=self.outbox,
            ),
            desks=self.desks,
            fallback=self.routing.fallback,
            window=WINDOW,
        )

    def another(self, name: str) -> ScriptedChannel:
        """Add a channel."""
        channel = ScriptedChannel(self.clock)
        self.others[name] = replace(self.desk, channel=channel)
        return channel

    def add[T: News](self, notice: T, due: float = 0) -> T:
        self.outbox.add(notice, self.clock.after(due))
        return notice

    def keep_open(self, alert: Alert) -> None:
        """Let a violation be open in the period that an alert tells of."""
        seen = Sighting(alert.key, alert.version, alert.status, alert.since)
        life = Life(
            violation=alert.violation,
            sightings={alert.key: seen},
            period=alert.period,
            lasts=True,
            first=seen,
        )
        self.lives.lives[alert.violation] = KeptLife(life)

    def hear(self, *notices: Notice) -> None:
        """Let something be heard of states."""
        for notice in notices:
            self.outbox.hear(notice, self.clock.now())

    def run(self, budget: float = BUDGET) -> Counter[str]:
        """Tell for so many seconds; it stays for what becomes due meanwhile."""
        until = self.clock.now() + timedelta(seconds=budget)
        return notify_violations(until, self.office, until)

    def after(self) -> list[float]:
        start = self.clock.after(0)
        return [round((time - start).total_seconds(), 1) for time in self.channel.times]
