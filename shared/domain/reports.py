"""What a report is called: in the store, and in the link that leads to it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from shared.domain.audience import Audience
from shared.domain.period import Kind, Period

_ID = re.compile(
    r"(?P<kind>daily|weekly)_(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})_"
    r"(?P<audience>[a-z0-9-]{1,80})-(?P<digest>[0-9a-f]{20})"
)


@dataclass(frozen=True, slots=True)
class ReportName:
    """A report of one period and audience; `digest` is of all that it says."""

    kind: Kind
    day: date
    audience: str
    digest: str

    @property
    def id(self) -> str:
        """The name as one part of a path."""
        return f"{self.kind}_{self.day.isoformat()}_{self.audience}-{self.digest}"

    @property
    def path(self) -> str:
        """Where it is kept, below the place of all reports."""
        return f"{self.kind}/{self.day.isoformat()}/{self.audience}-{self.digest}.html"


def report_name(period: Period, audience: Audience, page: str) -> ReportName:
    """Return the name of a page; another page of the same period has another name."""
    digest = hashlib.sha256(page.encode()).hexdigest()[:20]
    return ReportName(period.kind, period.day, audience.key, digest)


def read_report_name(report_id: str) -> ReportName | None:
    """Return the name that has this id, or None where there can be none."""
    match = _ID.fullmatch(report_id)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    return ReportName(Kind(match["kind"]), day, match["audience"], match["digest"])
