"""A desk whose ports are fakes, to send digests from."""

from datetime import timedelta

from shared.domain.delivery import Delivery, Message
from shared.domain.digest import Digest
from shared.domain.period import Period
from shared.domain.silence import Watched
from shared.usecases.record_batch import Message as Recorded
from shared.usecases.record_batch import record_batch
from shared.usecases.send_daily_digest import DigestDesk, Expectations, send_daily_digest
from tests.builders.observations import C, N, key, result
from tests.builders.snapshots import HERE, ONE, YESTERDAY
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_digest_store import InMemoryDigestStore, LastReconciliation
from tests.fakes.in_memory_queries import InMemoryComplianceQueries
from tests.fakes.scripted_channel import ScriptedChannel

EXPECTED = Expectations(
    watched=Watched((ONE,), (HERE,)),
    reconciled_every=timedelta(hours=24),
    retention=timedelta(days=90),
)


class Writer:
    """Keeps the digest that it is given."""

    def digest(self, digest: Digest) -> Message:
        return Message(digest.period.day.isoformat(), ({"type": "divider"},))


class DigestOffice:
    """A desk whose ports are fakes; two states were recorded this morning, one a violation."""

    def __init__(self, *answers: Delivery) -> None:
        self.clock = FakeClock()
        self.kept = InMemoryComplianceStore()
        self.store = InMemoryDigestStore()
        self.reports = LastReconciliation()
        self.channel = ScriptedChannel(self.clock, *answers)
        batch = [result(1, C, N), result(2, N, of=key("bucket-2"))]
        messages = [Recorded(str(n), heard) for n, heard in enumerate(batch)]
        record_batch(messages, self.kept, self.clock.now(), lambda _: None)

    def send(self, period: Period = YESTERDAY) -> Digest:
        desk = DigestDesk(
            queries=InMemoryComplianceQueries(self.kept),
            store=self.store,
            reports=self.reports,
            writer=Writer(),
            channel=self.channel,
            clock=self.clock,
        )
        return send_daily_digest(period, EXPECTED, desk)
