"""An organisation with many states, and an office that exports them."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO
from typing import Any

from shared.adapters.formatted_rows import FormattedRows
from shared.domain.exports import Export, ExportFormat, ExportOf, Wanted
from shared.domain.observations import Evaluation
from shared.usecases.ask_for_export import ask_for_export
from shared.usecases.export_desk import ExportDesk
from shared.usecases.record_batch import record_batch
from shared.usecases.write_export import write_export
from tests.builders.observations import C, N, at, key, result
from tests.builders.questions import messages
from tests.fakes.clock import FakeClock
from tests.fakes.exports import InMemoryExports, InMemoryFiles, QueuedWorkers
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries
from tests.fakes.mortal import Died, Life

OTHER = "333333333333"


def heard(states: int) -> list[Evaluation]:
    """Return first results of so many buckets, every third a violation, every fourth elsewhere."""
    found = []
    for number in range(states):
        of = key(f"bucket-{number:04}")
        if number % 4 == 0:
            of = replace(of, account=OTHER)
        each = result(number / 100, C if number % 3 else N, of=of, annotation="=1+1,\n")
        found.append(replace(each, origin=replace(each.origin, account=of.account)))
    return found


@dataclass
class Exporting:
    """Whoever orders exports and whoever writes them; a part has some 400 bytes."""

    told: Sequence[Evaluation] = field(default_factory=lambda: heard(40))
    least_part: int = 400
    page_rows: int = 3
    exports: InMemoryExports = field(default_factory=InMemoryExports)
    workers: QueuedWorkers = field(default_factory=QueuedWorkers)
    clock: FakeClock = field(default_factory=FakeClock)
    mutes: InMemoryMutes = field(default_factory=InMemoryMutes)

    def __post_init__(self) -> None:
        self.store = InMemoryComplianceStore()
        self.files = InMemoryFiles(self.least_part)
        record_batch(messages(self.told), self.store, at(60), lambda _: None)

    @property
    def desk(self) -> ExportDesk:
        return ExportDesk(
            exports=self.exports,
            files=self.files,
            workers=self.workers,
            compliance=InMemoryComplianceQueries(self.store),
            history=InMemoryHistoryQueries(self.store),
            mutes=self.mutes,
            formats=FormattedRows(),
            clock=self.clock,
            least_part=self.least_part,
            page_rows=self.page_rows,
        )

    def mortal(self, life: Life) -> ExportDesk:
        """Return the office of somebody who dies."""
        desk = self.desk
        ports = ("exports", "files", "workers", "compliance", "history")
        return replace(desk, **{name: life.port(getattr(desk, name)) for name in ports})

    def order(
        self, of: ExportOf = ExportOf.STATES, kind: ExportFormat = ExportFormat.NDJSON, **more: Any
    ) -> str:
        wanted = Wanted(of=of, format=kind, **more)
        return ask_for_export(wanted, self.clock.now(), self.exports, self.workers).id

    def work(self, export_id: str, seconds: float = 600, desk: ExportDesk | None = None) -> Export:
        until = self.clock.now() + timedelta(seconds=seconds)
        written = write_export(export_id, until, desk or self.desk)
        assert written
        return written

    def work_until_over(self, export_id: str, seconds: float = 600) -> Export:
        while not (export := self.work(export_id, seconds)).is_over:
            assert self.workers.asked
        return export

    def die(self, export_id: str, life: Life, seconds: float = 600) -> bool:
        """Work until death; return whether there was enough life to come to the end."""
        try:
            self.work(export_id, seconds, self.mortal(life))
        except Died:
            return False
        return True

    def rows(self, export: Export) -> list[dict[str, Any]]:
        """Return what is in the file of an export."""
        text = self.files.stored[export.file].decode()
        assert export.size == len(text.encode())
        if export.wanted.format is ExportFormat.CSV:
            return list(csv.DictReader(StringIO(text, newline="")))
        return [json.loads(line) for line in text.split("\n")[:-1]]
