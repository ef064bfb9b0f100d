"""What AWS Config no longer has is closed, and why that is, as far as it can be said."""

import pytest

from shared.domain.history import Closes
from tests.builders.fleet import bucket, found
from tests.builders.fleets import watched
from tests.builders.observations import deletion


def test_a_resource_that_is_gone_counts_once_and_all_of_its_states_are_closed() -> None:
    fleet = watched()
    fleet.forgets(bucket("b-1"), bucket("b-1", rule="tagged"), resource=True)
    report = fleet.reconcile()
    assert (found(report), report.closed) == ({"resource_gone": 1}, 2)
    assert fleet.open_states() == fleet.source_states()
    [told] = [notice for notice in fleet.store.notices if notice.key.rule_name == "tagged"]
    assert told.reason == "AWS Config no longer knows the resource"


def test_a_rule_that_is_gone_counts_once_and_its_resources_stay() -> None:
    fleet = watched()
    fleet.forgets(*(bucket(f"b-{number}") for number in range(4)))
    report = fleet.reconcile()
    assert (found(report), report.closed) == ({"rule_gone": 1}, 4)
    assert fleet.open_states() == fleet.source_states()


def test_a_result_that_is_gone_alone_is_closed_alone() -> None:
    fleet = watched()
    fleet.forgets(bucket("b-1"))
    assert found(fleet.reconcile()) == {"result_gone": 1}
    closings = [i for i in fleet.store.items.values() if i.closes is Closes.STATE]
    assert [i.annotation for i in closings] == ["the rule no longer looks at the resource"]


def test_where_resources_are_not_recorded_what_has_no_result_any_more_is_gone() -> None:
    fleet = watched()
    fleet.config.inventory.clear()
    fleet.forgets(bucket("b-1"), bucket("b-1", rule="tagged"))
    assert found(fleet.reconcile()) == {"resource_gone": 1}


@pytest.mark.parametrize("status", ["NOT_APPLICABLE", "INSUFFICIENT_DATA", "SOMETHING_NEW"])
def test_what_the_aggregator_never_tells_of_is_left_alone_while_its_resource_is_there(
    status: str,
) -> None:
    fleet = watched()
    fleet.hears(bucket("b-1", rule="versioned"), status)
    assert found(fleet.reconcile()) == {}
    fleet.forgets(bucket("b-1"), bucket("b-1", rule="tagged"))
    assert found(fleet.reconcile()) == {"result_gone": 2}
    assert fleet.open_states()[bucket("b-1", rule="versioned")] == status


def test_what_the_aggregator_never_tells_of_is_closed_with_its_resource() -> None:
    fleet = watched()
    fleet.hears(bucket("b-7", rule="versioned"), "NOT_APPLICABLE")
    report = fleet.reconcile()
    assert (found(report), report.closed) == ({"resource_gone": 1}, 1)
    fleet.hears(bucket("b-8", rule="versioned"), "NOT_APPLICABLE")
    fleet.config.inventory.clear()
    assert found(fleet.reconcile()) == {}


def test_a_result_that_comes_back_opens_what_was_only_found_to_be_gone() -> None:
    fleet = watched()
    kept = fleet.config.told[bucket("b-1")]
    fleet.forgets(bucket("b-1"))
    fleet.reconcile()
    fleet.config.told[bucket("b-1")] = kept
    assert found(fleet.reconcile()) == {}  # the source is not known to be newer than the end
    fleet.days_pass()
    assert found(fleet.reconcile()) == {"missed_first_result": 1}
    assert fleet.open_states() == fleet.source_states()


def test_what_an_event_closed_stays_closed_although_config_keeps_listing_it() -> None:
    fleet = watched()
    fleet.records(deletion(30, bucket("b-1")))
    assert found(fleet.reconcile()) == {}
    assert bucket("b-1") not in fleet.open_states()
