"""What a digest looks like in pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.chart_bars import Amount, BarChart, bar_chart
from shared.domain.chart_lines import LineChart, percentage_chart
from shared.domain.digest import Digest, Ranked
from shared.domain.durations import in_words
from shared.domain.resolving import SevenDays
from shared.domain.rollups import Counts

# Bars that are read at a glance; the tables behind the charts leave nothing out.
BARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The charts of a digest; None where what they would show is unknown or not there."""

    score: LineChart
    severities: BarChart | None
    accounts: BarChart
    rules: BarChart | None
    resource_types: BarChart | None
    resolving: BarChart


def pictures(digest: Digest) -> Pictures:
    """Return the charts of a digest."""
    return Pictures(
        score=score_chart(digest),
        severities=_severities(digest),
        accounts=_violations([(a.account, a.score.counts) for a in digest.accounts]),
        rules=_ranked(digest.rules),
        resource_types=_ranked(digest.resource_types),
        resolving=_resolving(digest.found.resolving),
    )


def score_chart(digest: Digest) -> LineChart:
    """Return the score day by day."""
    days = zip(digest.days, digest.scores, strict=True)
    return percentage_chart([(short(one.day), score) for one, score in days])


def short(day: date) -> str:
    """Return a day as it is written at an axis."""
    return f"{day.day} {day:%b}"


def seven_days(last: date) -> str:
    """Return the seven days up to one, as they are written at an axis."""
    first = last - timedelta(days=6)
    return f"{short(first)} to {short(last)}"


def _severities(digest: Digest) -> BarChart | None:
    if digest.severities is None:
        return None
    rows = digest.severities.items()
    return bar_chart((s.value.capitalize(), [Amount(n, f"{n:,}", s.value)]) for s, n in rows)


def _ranked(ranked: Ranked | None) -> BarChart | None:
    return None if ranked is None else _violations(ranked)


def _violations(ranked: Iterable[tuple[str, Counts]]) -> BarChart:
    numbers = [(name, c.non_compliant) for name, c in ranked if c.non_compliant > 0]
    most_first = sorted(numbers, key=lambda row: (-row[1], row[0]))
    return bar_chart((name, [Amount(n, f"{n:,}")]) for name, n in most_first[:BARS])


def _resolving(weeks: tuple[SevenDays, ...]) -> BarChart:
    return bar_chart((seven_days(week.last), _times(week)) for week in weeks)


def _times(week: SevenDays) -> list[Amount]:
    if week.median is None or week.ninetieth is None:
        return [Amount(0, "no data" if week.times is None else "none", "nothing")]
    return [
        Amount(week.median.total_seconds(), in_words(week.median), "median"),
        Amount(week.ninetieth.total_seconds(), in_words(week.ninetieth), "ninetieth"),
    ]
