"""The sums of the organisation in memory: the same conditions on revisions."""

from collections.abc import Iterable
from dataclasses import replace

from shared.domain.contributions import At, Contribution, Sums
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.totals import Matrix, Part, PartKey, PartRows, Share, Totals, added_up, part_of


class InMemoryTotals:
    """Implements TotalsStore, over counts that a test sets; `overtaken` writes come too late."""

    def __init__(self, counted: dict[PlaceKey, Matrix] | None = None) -> None:
        self.counted = counted or {}
        self.shares: dict[PlaceKey, Share] = {}
        self.parts: dict[PartKey, Part] = {}
        self.grown: dict[At, OrganisationActivity] = {}
        self.overtaken = 0
        self.writes = 0

    def sums(self, places: Iterable[PlaceKey]) -> Sums:
        wanted = set(places)
        return Sums(
            {place: self.shares.get(place, Share()) for place in wanted},
            {part: self.parts.get(part, Part()) for part in map(part_of, wanted)},
        )

    def add(self, contribution: Contribution) -> bool:
        if self.overtaken:
            self.overtaken -= 1
            return False
        for place, share in contribution.shares.items():
            if self.shares.get(place, Share()).revision != share.revision:
                return False
        for key, part in contribution.parts.items():
            if self.parts.get(key, Part()).revision != part.revision:
                return False
        self._write(contribution)
        return True

    def _write(self, contribution: Contribution) -> None:
        self.writes += 1
        for place, share in contribution.shares.items():
            self.shares[place] = replace(share, revision=share.revision + 1)
        for key, part in contribution.parts.items():
            self.parts[key] = replace(part, revision=part.revision + 1)
        for at, activity in contribution.grown.items():
            self.grown[at] = self.grown.get(at, OrganisationActivity()) + activity

    def places(self) -> Iterable[PlaceKey]:
        return list(self.counted)

    def counts(self, place: PlaceKey) -> Matrix:
        return self.counted[place]

    def totals(self, region: str | None = None) -> Totals:
        return added_up(
            (key.region, _rows(part))
            for key, part in self.parts.items()
            if region in {None, key.region}
        )


def _rows(part: Part) -> PartRows:
    return PartRows(
        [(account, *counts) for account, counts in part.by_account.items()],
        [(*key, *counts) for key, counts in part.by_rule_and_type.items()],
        [(*key, number) for key, number in part.changes.items()],
    )
