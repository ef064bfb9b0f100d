"""Whatever happened and whichever events were lost: one run, and the table equals AWS Config."""

from dataclasses import dataclass
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.rollups import Counts, RollupKey, count
from tests.builders.fleet import ONE, TWO, Fleet, bucket
from tests.builders.observations import C, N

RESOURCES, RULES = ("b-1", "b-2", "b-3"), ("encrypted", "tagged")


@dataclass(frozen=True)
class Happening:
    """Something that happens in an account, with or without an event."""

    what: Literal["changes", "resource is deleted", "rule is deleted", "result goes"]
    account: str
    resource: str
    rule: str
    status: str
    lost: bool


HAPPENINGS = st.lists(
    st.builds(
        Happening,
        st.sampled_from(
            [
                "changes",
                "changes",
                "changes",
                "resource is deleted",
                "rule is deleted",
                "result goes",
            ]
        ),
        st.sampled_from((ONE, TWO)),
        st.sampled_from(RESOURCES),
        st.sampled_from(RULES),
        st.sampled_from((C, N)),
        st.booleans(),
    ),
    max_size=25,
)


def happen(fleet: Fleet, happening: Happening, minute: float) -> None:
    key = bucket(happening.resource, happening.rule, happening.account)
    match happening.what:
        case "changes":
            fleet.becomes(key, happening.status, minute, lost=happening.lost)
        case "resource is deleted":
            every_rule = (bucket(happening.resource, rule, happening.account) for rule in RULES)
            fleet.forgets(*every_rule, resource=True)
        case "rule is deleted":
            every = (bucket(name, happening.rule, happening.account) for name in RESOURCES)
            fleet.forgets(*every)
        case "result goes":
            fleet.forgets(key)


@given(before=HAPPENINGS, after=HAPPENINGS, records_itself=st.booleans())
def test_one_run_makes_the_table_equal_the_source(
    before: list[Happening], after: list[Happening], *, records_itself: bool
) -> None:
    fleet = Fleet()
    fleet.config.records_itself = records_itself
    for number, happening in enumerate(before):
        happen(fleet, happening, number)
    fleet.reconcile()
    assert fleet.open_states() == fleet.source_states()
    fleet.days_pass()
    for number, happening in enumerate(after):
        happen(fleet, happening, 300 + number)
    report = fleet.reconcile()
    assert fleet.open_states() == fleet.source_states()
    assert report.compared >= len(fleet.source_states())
    again = fleet.reconcile()
    assert (again.missed, again.closed, again.backfilled) == (0, 0, 0)
    assert fleet.store.rollups.items() >= recount(fleet).items()


def recount(fleet: Fleet) -> dict[RollupKey, Counts]:
    totals: dict[RollupKey, Counts] = {}
    for key, status in fleet.open_states().items():
        rollup = RollupKey(key.account, key.region, key.rule_name, key.resource_type)
        totals[rollup] = totals.get(rollup, Counts()) + count(status)
    return totals
