"""How all of the organisation stands, added up from what each place has contributed."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted together across accounts; the rule goes by its normalised name."""

    region: str
    rule_name: str
    resource_type: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of all places: each place's own, and each rule's and type's by region."""

    by_place: Mapping[PlaceKey, Counts]
    by_cell: Mapping[Cell, Counts]
