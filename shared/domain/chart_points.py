"""What a digest shows in charts that somebody else draws: named points, and nothing unknown."""

from dataclasses import dataclass

from shared.domain.chart_digest import short
from shared.domain.digest import Digest

# Slack draws no more points than this.
_MOST_DAYS = 20
# One point is no line.
_FEWEST_DAYS = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A value and its name at the axis."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class ScoreByDay:
    """The scores (0 to 100) that are known of the last so many `days`, the oldest first."""

    points: tuple[Point, ...]
    days: int

    @property
    def without_data(self) -> int:
        """How many of the days have no point."""
        return self.days - len(self.points)

    @property
    def lowest(self) -> float:
        """The lowest score."""
        return min(point.value for point in self.points)

    @property
    def highest(self) -> float:
        """The highest score."""
        return max(point.value for point in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The charts of a digest; None where there is nothing to draw."""

    score: ScoreByDay | None
    severities: tuple[Point, ...] | None


def charts_of(digest: Digest) -> Charts | None:
    """Return the charts of a digest; None where it has none at all."""
    drawn = Charts(score=score_by_day(digest), severities=severities(digest))
    return drawn if drawn.score or drawn.severities else None


def score_by_day(digest: Digest) -> ScoreByDay | None:
    """Return the scores that are known, at most the newest twenty; None: too few for a line."""
    days = sorted(digest.found.history)
    scored = zip(days, digest.scores, strict=True)
    known = [(day, score) for day, score in scored if score is not None]
    if len(known) < _FEWEST_DAYS:
        return None
    shown = known[-_MOST_DAYS:]
    begun = days[0] if shown == known else shown[0][0]
    points = tuple(Point(short(day), score) for day, score in shown)
    return ScoreByDay(points, days=sum(day >= begun for day in days))


def severities(digest: Digest) -> tuple[Point, ...] | None:
    """Return how many violations are open of each severity; None: none, or nobody knows."""
    if not digest.severities or not any(digest.severities.values()):
        return None
    return tuple(Point(s.value.capitalize(), number) for s, number in digest.severities.items())
