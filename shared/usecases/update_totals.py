"""Keep the sums of the organisation in step with what is counted in each place."""

from collections.abc import Callable, Iterable, Sequence

from shared.domain.contributions import Change, Contribution, contribution, mended, slices
from shared.domain.observations import PlaceKey
from shared.ports.errors import StoreUnavailableError
from shared.ports.totalling import TotalsStore

# Others write the same few items: each attempt waits longer, by chance.
ATTEMPTS = 12

type Pause = Callable[[int], None]


def update_totals(changes: Sequence[Change], store: TotalsStore, pause: Pause) -> None:
    """Add changes, in their order; adding them again adds nothing.

    Raises:
        StoreUnavailableError: not all are added; all may be added again.

    """
    for run in slices(changes):
        places = {change.place for change in run}

        def made(run: Sequence[Change] = run, places: set[PlaceKey] = places) -> Contribution:
            return contribution(run, store.sums(places))

        _write(made, store, pause)


def mend_totals(
    places: Iterable[PlaceKey],
    store: TotalsStore,
    pause: Pause,
    goes_on: Callable[[], bool],
) -> tuple[int, int]:
    """Compare what each place contributed with its own counts, and mend what is not so.

    Returns how many places were looked at (fewer than there are once `goes_on` says no) and how
    many of them were mended.

    Raises:
        StoreUnavailableError: something was not read or written; the next run does it.

    """
    looked_at = changed = 0
    for place in places:
        if not goes_on():
            break

        def made(place: PlaceKey = place) -> Contribution:
            # The sums first: a change that comes between the two changes their revision too.
            sums = store.sums([place])
            return mended(place, store.counts(place), sums)

        changed += _write(made, store, pause)
        looked_at += 1
    return looked_at, changed


def _write(made: Callable[[], Contribution], store: TotalsStore, pause: Pause) -> bool:
    """Write what is to be written, made anew after each time that another writer was first."""
    for attempt in range(ATTEMPTS):
        found = made()
        if not found.shares:
            return False
        if store.add(found):
            return True
        pause(attempt)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")
