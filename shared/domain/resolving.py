"""How long violations took to be resolved, seven days beside seven days."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.resolve_times import ResolveTimes

MEDIAN, LATE = 50, 90


@dataclass(frozen=True, slots=True)
class SevenDays:
    """The violations that were resolved in the seven days up to `last`.

    `times` is None where what happened then is no longer kept.
    """

    last: date
    times: ResolveTimes | None

    @property
    def resolved(self) -> int | None:
        """How many there were."""
        return None if self.times is None else self.times.count

    @property
    def median(self) -> timedelta | None:
        """The time that half of them took at most; None where there are none."""
        return self.times.percentile(MEDIAN) if self.times else None

    @property
    def ninetieth(self) -> timedelta | None:
        """The time that nine of ten of them took at most; None where there are none."""
        return self.times.percentile(LATE) if self.times else None
