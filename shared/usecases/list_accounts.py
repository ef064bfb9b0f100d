"""List the accounts that are watched or known, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from shared.domain.account_list import AccountLine, account_line
from shared.domain.observations import PlaceKey
from shared.domain.pages import Listing
from shared.domain.rollups import total
from shared.domain.silence import Watched
from shared.domain.snapshots import Heard
from shared.ports.asking import Cursors
from shared.ports.overview import RegistryQueries
from shared.ports.totalling import TotalsQueries


def list_accounts(
    accounts: tuple[str, ...] | None,
    watched: Watched,
    limit: int,
    cursor: str | None,
    registry: RegistryQueries,
    totals: TotalsQueries,
    cursors: Cursors,
    now: datetime,
) -> Listing[AccountLine]:
    """Return up to `limit` accounts after the cursor, by id; `accounts` are those asked for.

    What should speak (`watched`) is listed even if nothing is known of it.

    Raises:
        InvalidCursorError: the cursor is not one that this list with these filters gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"accounts {accounts}"
    after = cursors.read(cursor, request)[0] if cursor else ""
    known = registry.heard(accounts, limit + 1, after)
    expected = {name for name in watched.accounts if accounts is None or name in accounts}
    names = sorted({*known, *(name for name in expected if name > after)})
    page, more = names[:limit], len(names) > limit
    lines = _lines(page, known, watched.regions, totals, now)
    return Listing(lines, cursors.write((page[-1], ""), request) if more else None)


def _lines(
    names: Sequence[str],
    known: Mapping[str, Sequence[Heard]],
    regions: Sequence[str],
    totals: TotalsQueries,
    now: datetime,
) -> list[AccountLine]:
    if not names:
        return []
    heard = {name: known.get(name, ()) for name in names}
    shares = totals.shares(_places(heard.values()))
    counts = {place: total(share.values()) for place, share in shares.items() if share}
    return [account_line(name, heard[name], regions, counts, shares, now) for name in names]


def _places(heard: Iterable[Sequence[Heard]]) -> list[PlaceKey]:
    return [place.place for places in heard for place in places]
