"""A desk whose ports are fakes, to send digests from."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from shared.adapters.pooled_open_violations import PooledOpenViolations
from shared.domain.alert_policy import AlertPolicy
from shared.domain.audience import ORGANISATION, Audience
from shared.domain.delivery import Delivery, Message
from shared.domain.digest import Digest
from shared.domain.fallback import FallbackKey
from shared.domain.filters import Window
from shared.domain.period import Period
from shared.domain.reports import ReportName
from shared.domain.sending import Report
from shared.domain.silence import Watched
from shared.ports.errors import StoreUnavailableError
from shared.usecases.digest_desk import DigestDesk, Expectations
from shared.usecases.record_batch import Message as Recorded
from shared.usecases.record_batch import record_batch
from shared.usecases.send_digests import Sent, send_digests
from tests.builders.observations import C, N, key, result
from tests.builders.snapshots import HERE, ONE, YESTERDAY
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_digest_store import (
    InMemoryChangedResources,
    InMemoryDigestQueries,
    InMemoryDigestStore,
    InMemoryListedRules,
    InMemorySentDigests,
    InMemorySilenceNorms,
    LastReconciliation,
)
from tests.fakes.in_memory_lives import KnownRulesInMemory
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_pacing import InMemoryPacing
from tests.fakes.in_memory_queries import InMemoryComplianceQueries
from tests.fakes.scripted_channel import ScriptedChannel
from tests.fakes.summed_totals import SummedTotals

EXPECTED = Expectations(
    watched=Watched((ONE,), (HERE,)),
    reconciled_every=timedelta(hours=24),
    retention=timedelta(days=90),
)


class Writer:
    """Says for whom, of which day and whether with a report; keeps the digests."""

    def __init__(self) -> None:
        self.digests: list[Digest] = []

    def digest(self, digest: Digest, report: Report | None) -> Message:
        self.digests.append(digest)
        said = f"{digest.audience.key} {digest.period.day.isoformat()}"
        return Message(said + ("" if report else " without report"), ({"type": "divider"},))

    def page(self, digest: Digest) -> str:
        return f"a page for {digest.audience.key}"


class Shelf:
    """Keeps pages, unless it is `broken`."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.broken = False

    def keep(self, name: ReportName, page: str, now: datetime) -> Report:
        if self.broken:
            raise StoreUnavailableError("S3 is out")
        self.pages[name.path] = page
        return Report(f"https://api.example/reports/{name.id}", now + timedelta(days=7))


class CountedFallback:
    """Says what it is made with, and keeps of which times it was asked."""

    def __init__(self, counts: Mapping[FallbackKey, int]) -> None:
        self.counts = counts
        self.asked: list[Window] = []

    def told(self, window: Window) -> Mapping[FallbackKey, int]:
        self.asked.append(window)
        return self.counts


class DigestOffice:
    """A desk whose ports are fakes; two states were recorded this morning, one a violation."""

    def __init__(self, *answers: Delivery) -> None:
        self.clock = FakeClock()
        self.kept = InMemoryComplianceStore()
        self.store = InMemoryDigestStore()
        self.queries = InMemoryDigestQueries(self.kept)
        self.norms = InMemorySilenceNorms()
        self.mutes = InMemoryMutes()
        states = InMemoryComplianceQueries(self.kept)
        self.violations = PooledOpenViolations(states, ThreadPoolExecutor(1))
        self.reports = LastReconciliation()
        self.sent = InMemorySentDigests()
        self.listed = InMemoryListedRules()
        self.writer = Writer()
        self.shelf = Shelf()
        self.totals = SummedTotals(InMemoryComplianceQueries(self.kept))
        self.channel = ScriptedChannel(self.clock, *answers)
        self.pacing = InMemoryPacing()
        self.fallback = CountedFallback({})
        self.rules = KnownRulesInMemory()
        self.policy = AlertPolicy()
        self.changed = InMemoryChangedResources(self.kept)
        self.record(result(1, C, N), result(2, N, of=key("bucket-2")))

    def record(self, *heard: object) -> None:
        messages = [Recorded(str(n), each) for n, each in enumerate(heard)]  # type: ignore[arg-type] # observations
        record_batch(messages, self.kept, self.clock.now(), lambda _: None)

    @property
    def desk(self) -> DigestDesk:
        return DigestDesk(
            totals=self.totals,
            queries=self.queries,
            norms=self.norms,
            compliance=InMemoryComplianceQueries(self.kept),
            mutes=self.mutes,
            violations=self.violations,
            store=self.store,
            snapshots=self.store,
            reconciliations=self.reports,
            sent=self.sent,
            listed=self.listed,
            writer=self.writer,
            pages=self.writer,
            shelf=self.shelf,
            channel=self.channel,
            pacing=self.pacing,
            clock=self.clock,
            fallback=self.fallback,
            rules=self.rules,
            policy=self.policy,
            changed=self.changed,
        )

    def send_all(
        self, period: Period = YESTERDAY, teams: Sequence[Audience] = (), *, again: bool = False
    ) -> list[Sent]:
        return list(send_digests(period, teams, EXPECTED, self.desk, again=again))

    def send(self, period: Period = YESTERDAY, audience: Audience = ORGANISATION) -> Digest:
        """Send the digests, whether they were sent before or not, and return one of them."""
        teams = [] if audience is ORGANISATION else [audience]
        sent = self.send_all(period, teams, again=True)
        [digest] = [s.digest for s in sent if s.digest and s.audience == audience]
        return digest
