"""Accounts whose score got better or worse."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from shared.domain.account_scores import AccountScore

# What is compared if it is known: the rhythm in which teams work.
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Movers:
    """Who got better and who got worse in so many days, the most at first."""

    days: int
    improving: tuple[AccountScore, ...] = ()
    declining: tuple[AccountScore, ...] = ()


def movers(accounts: Iterable[AccountScore], known: Collection[int]) -> Movers | None:
    """Return who moved in 7 days, or in the least time that is known; None if none is."""
    if not known:
        return None
    days = _DAYS if _DAYS in known else min(known)
    moved = [(change, a) for a in accounts if (change := a.change(days))]
    best_first = sorted(moved, key=lambda row: (-row[0], row[1].account))
    worst_first = sorted(moved, key=lambda row: (row[0], row[1].account))
    return Movers(
        days,
        tuple(account for change, account in best_first if change > 0),
        tuple(account for change, account in worst_first if change < 0),
    )
