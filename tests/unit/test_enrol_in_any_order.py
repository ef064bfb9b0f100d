"""In whatever order the regions of a new account come, and whenever the aggregator has them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.enrolling import waits
from shared.domain.observations import PlaceKey
from tests.builders.fleet import DAY, ORGANISATION, OTHER_REGION, REGION, THREE
from tests.builders.newcomers import SOON, comes, watched


@dataclass(frozen=True)
class Coming:
    """A region that comes at a look, and of which there is a copy some looks later."""

    region: str
    look: int
    copied: int
    lost: int


REGIONS = (REGION, OTHER_REGION, "eu-west-1")
LOOKS = 40
COMINGS = st.tuples(
    *(
        st.builds(Coming, st.just(region), st.integers(0, 20), st.integers(0, 8), st.integers(0, 2))
        for region in REGIONS
    )
)


@given(comings=COMINGS, run_of_all=st.none() | st.integers(0, LOOKS - 1))
def test_an_account_has_one_summary_and_no_region_is_compared_late(
    comings: tuple[Coming, ...], run_of_all: int | None
) -> None:
    fleet = watched(replace(ORGANISATION, regions=REGIONS))
    due: dict[PlaceKey, datetime] = {}
    first = min(coming.look for coming in comings)
    for look in range(LOOKS):
        for coming in comings:
            at = PlaceKey(THREE, coming.region)
            if look == coming.look:
                comes(fleet, region=coming.region, lost=coming.lost)
                fleet.config.becomes(at, "OUTDATED")
            if look == coming.look + coming.copied:
                fleet.config.becomes(at, "SUCCEEDED")
                waited = SOON * (look - first)
                due[at] = fleet.clock.now() + max(waits(DAY) - waited, timedelta(0))
        fleet.store.notices.clear()
        if look == run_of_all:
            fleet.reconcile()
        fleet.enrol()
        assert not fleet.store.notices, "what was there before is told of alone"
        late = {at for at, by in due.items() if fleet.clock.now() >= by}
        assert late <= fleet.store.reconciled.keys()
        assert len(fleet.onboardings.announced) <= 1
        fleet.clock.time += SOON
    assert fleet.open_states() == fleet.source_states()
    assert len(fleet.onboardings.announced) == any(coming.lost for coming in comings)
