"""Exports, their files and their workers, in memory: what is kept is a copy, as a table has it."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from shared.domain.exports import Export, ExportFormat, ExportStatus
from shared.domain.pages import Page, Position
from shared.ports.exporting import ExportHeldError, ExportLostError, FileLostError


@dataclass
class InMemoryExports:
    """Implements Exports."""

    kept: dict[str, Export] = field(default_factory=dict[str, Export])
    leases: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def add(self, export: Export) -> None:
        self.kept[export.id], self.leases[export.id] = deepcopy(export), export.created

    def get(self, export_id: str, now: datetime) -> Export | None:
        export = self.kept.get(export_id)
        return deepcopy(export) if export and now < export.expires else None

    def take(self, export_id: str, now: datetime, until: datetime) -> Export | None:
        export = self.get(export_id, now)
        if export is None or export.is_over:
            return export
        if self.leases[export_id] > now:
            raise ExportHeldError(self.leases[export_id])
        export.holder = uuid4().hex
        export.status, export.tries = ExportStatus.RUNNING, export.tries + 1
        self.kept[export_id], self.leases[export_id] = deepcopy(export), until
        return export

    def keep(self, export: Export, until: datetime) -> None:
        if self.kept[export.id].holder != export.holder:
            raise ExportLostError(export.id)
        self.kept[export.id], self.leases[export.id] = deepcopy(export), until

    def listed(self, limit: int, after: Position | None, now: datetime) -> Page[Export]:
        every = sorted(self.kept.values(), key=_position, reverse=True)
        rest = [each for each in every if after is None or _position(each) < after]
        page = rest[:limit]
        found = [each for each in page if now < each.expires]
        return Page(deepcopy(found), _position(page[-1]) if len(rest) > limit else None)

    def under_way(self, since: datetime, now: datetime) -> Iterable[tuple[Export, datetime]]:
        for export in list(self.kept.values()):
            if export.created >= since and not export.is_over and now < export.expires:
                yield deepcopy(export), self.leases[export.id]


def _position(export: Export) -> Position:
    return "", export.listed_at


@dataclass
class InMemoryFiles:
    """Implements ExportFiles and ExportLinks; parts but the last have to have `least` bytes."""

    least: int = 1
    stored: dict[str, bytes] = field(default_factory=dict[str, bytes])
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict[str, dict[int, bytes]])

    def begin(self, file: str, wanted: ExportFormat) -> str:
        assert file.endswith(wanted)
        upload = f"{file}/{len(self.uploads)}"
        self.uploads[upload] = {}
        return upload

    def part(self, file: str, upload: str, number: int, content: bytes) -> str:
        assert upload.startswith(file)
        if upload not in self.uploads:
            raise FileLostError(upload)
        self.uploads[upload][number] = content
        return sha256(content).hexdigest()

    def complete(self, file: str, upload: str, parts: Sequence[str], size: int) -> None:
        if upload not in self.uploads:
            if len(self.stored.get(file, b"")) != size:
                raise FileLostError(file)
            return
        contents = [self.uploads[upload].get(n, b"") for n in range(1, len(parts) + 1)]
        if [sha256(content).hexdigest() for content in contents] != list(parts):
            raise FileLostError(upload)
        assert all(len(content) >= self.least for content in contents[:-1])
        self.stored[file] = b"".join(contents)
        del self.uploads[upload]

    def put(self, file: str, wanted: ExportFormat, content: bytes) -> None:
        assert wanted in file
        self.stored[file] = content

    def get(self, file: str) -> bytes:
        if file not in self.stored:
            raise FileLostError(file)
        return self.stored[file]

    def link(self, file: str, name: str, seconds: int) -> str:
        return f"https://files/{file}?name={name}&seconds={seconds}"


@dataclass
class QueuedWorkers:
    """Implements ExportWorkers: whoever is asked for waits here."""

    asked: list[str] = field(default_factory=list[str])

    def start(self, export_id: str) -> None:
        self.asked.append(export_id)
