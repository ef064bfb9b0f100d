"""How many violations mutes cover, as far as counts by rule and type say."""

from collections.abc import Iterable

from shared.domain.mutes import Selector
from shared.domain.rollups import Counts, RollupKey
from shared.domain.totals import Cell


class BroadMutes:
    """Mutes that name neither a resource nor a tag: what is counted together is muted or not."""

    def __init__(self, selectors: Iterable[Selector]) -> None:
        self._selectors = [selector for selector in selectors if selector.is_broad]
        self._by_kind: dict[tuple[str, str], list[Selector]] = {}

    def cover(self, account: str, region: str, rule_name: str, resource_type: str) -> bool:
        """Whether one covers what is counted there."""
        kind = rule_name, resource_type
        if kind not in self._by_kind:
            self._by_kind[kind] = [each for each in self._selectors if each.admits_kind(*kind)]
        return any(each.admits_place(account, region) for each in self._by_kind[kind])

    def in_rows(self, rows: Iterable[tuple[RollupKey, Counts]]) -> int:
        """Return how many violations of rows they cover."""
        return sum(
            counts.non_compliant
            for key, counts in rows
            if counts.non_compliant
            and self.cover(key.account, key.region, key.rule_name, key.resource_type)
        )

    def in_cells(self, cells: Iterable[tuple[Cell, Counts]]) -> int:
        """Return how many violations of all accounts they cover: they name none."""
        return sum(
            counts.non_compliant
            for cell, counts in cells
            if counts.non_compliant
            and self.cover("", cell.region, cell.rule_name, cell.resource_type)
        )


def clamped(muted: int | None, counts: Counts) -> int | None:
    """Return how many are muted, never more than there are: states change between two reads."""
    return None if muted is None else min(muted, counts.non_compliant)


def percentage_without(counts: Counts, muted: int | None) -> float | None:
    """Return the score as if muted violations were not there; None where it is not known."""
    if muted is None:
        return None
    rest = max(counts.non_compliant - muted, 0)
    return Counts(compliant=counts.compliant, non_compliant=rest).percentage
