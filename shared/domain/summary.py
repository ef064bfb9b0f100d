"""How things stand: counts of states in all and by what they have in common."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.muted_counts import clamped, percentage_without
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity, Counts, RollupKey, total
from shared.domain.rule_names import normalise
from shared.domain.totals import Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts at one instant; `activity` is None unless a time was asked for.

    `muted` says how many of the violations are muted, None that it is not known. What is counted of
    places that are `not_recorded` is how it was when their recorder stopped.
    """

    as_of: datetime
    counts: Counts
    by_account: dict[str, Counts]
    by_rule: dict[str, Counts]
    by_resource_type: dict[str, Counts]
    activity: Activity | None = None
    muted: int | None = None
    not_recorded: tuple[PlaceKey, ...] = ()

    @property
    def percentage_without_muted(self) -> float | None:
        """The score as if muted violations were not there; None where it is not known."""
        return percentage_without(self.counts, self.muted)

    def with_muted(self, muted: int | None) -> "Summary":
        """Return the summary, with how many violations are muted."""
        return replace(self, muted=clamped(muted, self.counts))

    def with_not_recorded(self, places: Iterable[PlaceKey]) -> "Summary":
        """Return the summary, with the places whose recorder is stopped."""
        in_order = sorted(places, key=lambda place: (place.account, place.region))
        return replace(self, not_recorded=tuple(in_order))


def summary_of(
    rows: Iterable[tuple[RollupKey, Counts]], as_of: datetime, activity: Activity | None
) -> Summary:
    """Return the summary of rows; variants of a rule are counted as one, rows of zero left out."""
    present = [(key, counts) for key, counts in rows if not counts.is_zero]
    return Summary(
        as_of=as_of,
        counts=total(counts for _, counts in present),
        by_account=_grouped((key.account, counts) for key, counts in present),
        by_rule=_grouped((normalise(key.rule_name), counts) for key, counts in present),
        by_resource_type=_grouped((key.resource_type, counts) for key, counts in present),
        activity=activity,
    )


def summary_of_totals(totals: Totals, as_of: datetime, activity: Activity | None) -> Summary:
    """Return the summary of the organisation, or of the region that the totals are of."""
    places = [row for accounts in totals.by_region.values() for row in accounts.items()]
    cells = totals.by_cell.items()
    return Summary(
        as_of=as_of,
        counts=total(counts for _, counts in places),
        by_account=_grouped(places),
        by_rule=_grouped((cell.rule_name, counts) for cell, counts in cells),
        by_resource_type=_grouped((cell.resource_type, counts) for cell, counts in cells),
        activity=activity,
    )


def _grouped(rows: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    groups: dict[str, Counts] = {}
    for name, counts in rows:
        known = groups.get(name)
        groups[name] = counts if known is None else known + counts
    return dict(sorted(groups.items()))
