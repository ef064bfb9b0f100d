"""List the rules of the catalogue and those that are seen, a page at a time."""

from collections.abc import Iterable

from shared.domain.observations import PlaceKey
from shared.domain.pages import Listing
from shared.domain.rollups import Counts
from shared.domain.rule_list import RuleLine, rule_lines
from shared.ports.asking import Cursors
from shared.ports.totalling import TotalsQueries


def list_rules(
    accounts: tuple[str, ...] | None,
    limit: int,
    cursor: str | None,
    totals: TotalsQueries,
    cursors: Cursors,
) -> Listing[RuleLine]:
    """Return up to `limit` rules after the cursor, by name; counts are of the accounts.

    Raises:
        InvalidCursorError: the cursor is not one that this list gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"rules {accounts}"
    after = cursors.read(cursor, request)[0] if cursor else ""
    lines = [line for line in rule_lines(_seen(accounts, totals)) if line.info.name > after]
    page = lines[:limit]
    more = len(lines) > limit
    next_cursor = cursors.write((page[-1].info.name, ""), request) if more else None
    return Listing(page, next_cursor)


def _seen(accounts: tuple[str, ...] | None, totals: TotalsQueries) -> Iterable[tuple[str, Counts]]:
    """Yield counts by rule: of all accounts as they are added up, of some by their shares."""
    known = totals.totals()
    if accounts is None:
        return [(cell.rule_name, counts) for cell, counts in known.by_cell.items()]
    places: list[PlaceKey] = [place for place in known.by_place if place.account in accounts]
    shares = totals.shares(places).values()
    return [(rule, counts) for share in shares for (rule, _), counts in share.items()]
