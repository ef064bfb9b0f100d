"""Quantities times prices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """So much of what has a price, for something; in so many accounts as much."""

    what: str
    price: str
    quantity: float
    accounts: int = 1


@dataclass(frozen=True)
class Prices:
    """Of a unit of each, and how much of it an account has for nothing each month."""

    of_one: Mapping[str, float]
    free: Mapping[str, float]

    def cost(self, lines: Iterable[Line]) -> float:
        """Return what lines cost."""
        return sum(line.quantity * line.accounts * self.of_one[line.price] for line in lines)

    def cost_beyond_free(self, lines: Iterable[Line]) -> float:
        """Return what lines of a month cost where nothing else uses the free allowances."""
        used: dict[tuple[str, int], float] = defaultdict(float)
        for line in lines:
            used[line.price, line.accounts] += line.quantity
        return sum(
            max(0, quantity - self.free.get(price, 0)) * accounts * self.of_one[price]
            for (price, accounts), quantity in used.items()
        )

    def by_what(self, lines: Iterable[Line]) -> dict[str, float]:
        """Return the cost of what lines are for, the largest first."""
        found: dict[str, float] = defaultdict(float)
        for line in lines:
            found[line.what] += self.cost([line])
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def read_prices(document: Mapping[str, Any]) -> Prices:
    """Read the file of prices."""
    priced = {name: each for name, each in document.items() if isinstance(each, Mapping)}
    return Prices(
        of_one={name: each["price"] / each["per"] for name, each in priced.items()},
        free={name: each.get("free", 0) for name, each in priced.items()},
    )
