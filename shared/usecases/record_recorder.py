"""Keep whether the recorder of a place records, and have it told where that has changed."""

from collections.abc import Callable

from shared.domain.observations import ApiCall, PlaceKey
from shared.domain.recorder import Recording, recorder_call, recorder_step
from shared.ports.errors import StoreUnavailableError
from shared.ports.recording import ComplianceStore
from shared.usecases.record_evaluations import ATTEMPTS


def record_recorder(
    heard: ApiCall, store: ComplianceStore, pause: Callable[[int], None]
) -> Recording | None:
    """Keep what a call says of the recorder; return what there is to tell of it, if anything.

    Raises:
        StoreUnavailableError: it is not written; it may be tried again.

    """
    call = recorder_call(heard)
    if call is None:
        return None
    place = PlaceKey(heard.origin.account, heard.origin.region)
    for attempt in range(ATTEMPTS):
        before = store.recorder(place)
        step = recorder_step(place, before, call, quiet=heard.origin.quiet)
        if step.after == before or store.keep_recorder(step):
            return next((each.recording for each in step.news), None)
        pause(attempt)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")
