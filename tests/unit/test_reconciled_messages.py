"""What Reconcile finds travels through the queue of all events and arrives as it was."""

import json
from dataclasses import replace

import pytest

from shared.adapters.eventbridge_observations import read_observation
from shared.adapters.reconciled_messages import write_closing, write_result
from shared.domain.observations import (
    RECONCILE,
    Closure,
    Evaluation,
    MalformedEventError,
    Origin,
    PlaceKey,
    StateKey,
    Version,
)
from shared.domain.plan import Knowledge
from shared.domain.planning import plan_evaluations
from tests.builders.observations import N, at, key

PLACE = PlaceKey("222222222222", "eu-central-1")


def found(*, backfilled: bool = False, annotation: str | None = "Port 22 is open") -> Evaluation:
    origin = Origin("", RECONCILE, "", PLACE.account, PLACE.region, backfilled=backfilled)
    return Evaluation(origin, key("a#b/☃"), Version(at(3)), N, annotation=annotation)


def gone(scope: StateKey | PlaceKey, reason: str = "the rule is gone") -> Closure:
    return Closure(
        Origin("", RECONCILE, "", PLACE.account, PLACE.region), scope, Version(at(5)), reason
    )


@pytest.mark.parametrize("backfilled", [True, False])
@pytest.mark.parametrize("annotation", [None, "Port 22 is open"])
def test_a_result_arrives_as_it_was_found(*, backfilled: bool, annotation: str | None) -> None:
    sent = found(backfilled=backfilled, annotation=annotation)
    read = read_observation(write_result(sent, "missed_change"))
    assert isinstance(read, Evaluation)
    assert (read.key, read.status, read.annotation) == (sent.key, N, annotation)
    assert read.origin.quiet == backfilled
    assert (read.version.recorded, read.old_status) == (at(3), None)


@pytest.mark.parametrize("scope", [key("a#b"), PLACE])
def test_a_closing_arrives_as_it_was_found(scope: StateKey | PlaceKey) -> None:
    read = read_observation(write_closing(gone(scope), "rule_gone"))
    assert isinstance(read, Closure)
    assert (read.scope, read.reason, read.version.recorded) == (scope, "the rule is gone", at(5))


def test_saying_the_same_again_is_a_repetition_and_something_else_is_not() -> None:
    said = [
        write_result(found(), "missed_change"),
        write_result(found(), "missed_change"),
        write_result(found(annotation="Port 23 is open"), "missed_change"),
        write_closing(gone(PLACE), "account_gone"),
        write_closing(gone(PLACE, "the region is no longer watched"), "account_gone"),
    ]
    assert len({json.loads(message)["id"] for message in said}) == 4


def test_what_was_found_is_newer_than_the_event_that_told_of_it_at_last() -> None:
    read = read_observation(write_result(found(), "missed_change"))
    assert isinstance(read, Evaluation)
    assert read.version > Version(at(3), at(3), "ffffffff-ffff-ffff-ffff-ffffffffffff")


def test_half_a_state_is_refused() -> None:
    message = json.loads(write_closing(gone(key()), "rule_gone"))
    del message["detail"]["resourceId"]
    with pytest.raises(MalformedEventError, match="resourceId"):
        read_observation(json.dumps(message))


def test_an_unknown_detail_type_is_refused() -> None:
    message = json.loads(write_closing(gone(PLACE), "account_gone"))
    message["detail-type"] = "Reconciled Weather"
    with pytest.raises(MalformedEventError, match="Reconciled Weather"):
        read_observation(json.dumps(message))


def test_what_was_found_is_no_activity_and_what_was_heard_is() -> None:
    assert not plan_evaluations([found()], Knowledge()).activity
    heard = replace(found(), origin=replace(found().origin, source="aws.config"))
    assert len(plan_evaluations([heard], Knowledge()).activity) == 1
