"""An export: what was asked for, how far it is, and what became of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from re import fullmatch

from shared.domain.filters import Filters, Window
from shared.domain.pages import Position
from shared.domain.severity import Severity
from shared.domain.status import Status
from shared.domain.times import sortable

# The file and all that is known of it are kept so long.
KEPT_FOR = timedelta(days=7)
# A worker gives a sign of life every few seconds, and others continue what it left within a
# quarter of an hour: after this nobody works on an export any more.
SILENT_AFTER = timedelta(hours=1)
LONGEST = timedelta(hours=24)
# Attempts that got no further, one after the other.
MOST_TRIES = 3
# S3 takes 10,000 parts, but their names have to fit into one item of a table (400 KB).
MOST_PARTS = 5_000


def is_export_id(text: str) -> bool:
    """Return whether a text has the form of an export's id: 32 hexadecimal digits."""
    return fullmatch(r"[0-9a-f]{32}", text) is not None


class ExportOf(StrEnum):
    """What can be exported."""

    STATES = "states"
    EVENTS = "events"
    VIOLATIONS = "violations"


class ExportFormat(StrEnum):
    """How it is written."""

    CSV = "csv"
    NDJSON = "ndjson"


class ExportStatus(StrEnum):
    """How far it is; incomplete: there is a file, with fewer rows. Failed: there is none."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for; `accounts` are all that whoever asked may see, None is every account."""

    of: ExportOf
    format: ExportFormat
    filters: Filters = field(default_factory=Filters)
    window: Window = field(default_factory=Window)
    severity: Severity | None = None
    accounts: tuple[str, ...] | None = None

    @property
    def walks(self) -> tuple[Filters, ...]:
        """The lists that are walked, one after the other; none if nothing of it may be seen."""
        filters = self.filters
        if self.of is ExportOf.VIOLATIONS:
            filters = replace(filters, status=Status.NON_COMPLIANT)
        if self.accounts is None:
            return (filters,)
        if filters.account is not None:
            return (filters,) if filters.account in self.accounts else ()
        return tuple(replace(filters, account=account) for account in sorted(self.accounts))

    def visible_to(self, accounts: frozenset[str] | None) -> bool:
        """Return whether somebody may see it who sees these accounts (None: all)."""
        if accounts is None:
            return True
        return self.accounts is not None and accounts.issuperset(self.accounts)


@dataclass(slots=True, kw_only=True)
class Export:
    """An export under way; others can continue it from what is kept of it.

    `parts` are the names that the store of files gave to the parts that it has; `rows` and `size`
    (bytes) count what is in them. What was written after them lies aside as the rest number `rest`
    (0: there is none), with `rest_rows`. `walk` and `position` say up to where was read, `ended`
    that nothing more will be. `tries` counts attempts since something was kept last; `heard` is the
    last sign of life. `holder` is whoever works on it.
    """

    id: str
    wanted: Wanted
    created: datetime
    heard: datetime
    status: ExportStatus = ExportStatus.QUEUED
    tries: int = 0
    upload: str | None = None
    parts: list[str] = field(default_factory=list[str])
    rows: int = 0
    size: int = 0
    walk: int = 0
    position: Position | None = None
    rest: int = 0
    rest_rows: int = 0
    rests: int = 0
    ended: bool = False
    finished: datetime | None = None
    reason: str | None = None
    holder: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"exports/{self.id}.{self.wanted.format}"

    @property
    def listed_at(self) -> str:
        """Where it stands among all exports, by time."""
        return f"{sortable(self.created)}#{self.id}"

    @property
    def expires(self) -> datetime:
        """When it is forgotten, its file too."""
        return self.created + KEPT_FOR

    @property
    def is_over(self) -> bool:
        """Whether nobody will work on it any more."""
        return self.finished is not None

    @property
    def has_file(self) -> bool:
        """Whether there is something to download."""
        return self.is_over and self.status is not ExportStatus.FAILED

    def rest_file(self, number: int) -> str:
        """Return the name of the file of a rest."""
        return f"{self.file}.rest-{number}"

    def hopeless(self, now: datetime) -> str | None:
        """Return why it is not continued, if it is not."""
        if now - self.heard > SILENT_AFTER:
            return f"nobody has worked on it since {self.heard:%Y-%m-%d %H:%M} UTC"
        if now - self.created > LONGEST:
            return f"it was not finished within {LONGEST // timedelta(hours=1)} hours"
        if self.tries > MOST_TRIES:
            return f"{MOST_TRIES} attempts in a row got no further"
        if len(self.parts) >= MOST_PARTS:
            return "it is larger than an export can be"
        return None

    def as_seen(self, now: datetime) -> "Export":
        """Return it as somebody sees it who asks now: one that was left is incomplete."""
        left = now - self.heard > SILENT_AFTER or now - self.created > LONGEST + SILENT_AFTER
        if self.is_over or not left:
            return self
        return replace(self, status=ExportStatus.INCOMPLETE, reason=self.hopeless(now))

    def add_part(self, name: str, rows: int, size: int) -> None:
        """Count a part that the store of files has; a rest is in it."""
        self.parts.append(name)
        self.rows += rows
        self.size += size
        self.rest, self.rest_rows, self.tries = 0, 0, 0

    def set_aside(self, rows: int) -> None:
        """Count what was written after the last part and lies aside."""
        self.rests += 1
        self.rest, self.rest_rows, self.tries = self.rests, rows, 0

    def finish(self, now: datetime, *, whole: bool) -> None:
        """Be over: with all that was asked for, with a part of it, or with nothing."""
        self.finished = self.heard = now
        if whole:
            self.status = ExportStatus.COMPLETE
        else:
            self.status = ExportStatus.INCOMPLETE if self.rows else ExportStatus.FAILED
