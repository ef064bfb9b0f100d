"""A timeline says what became of each result, whatever the order in which things were heard."""

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.filters import Window
from shared.domain.graves import RULE_DELETED
from shared.domain.history import history_of
from shared.domain.observations import (
    Closure,
    Evaluation,
    ItemChange,
    PlaceKey,
    RuleKey,
    StateKey,
    Version,
)
from shared.domain.state import Closing, Record, insert
from shared.domain.timeline import EndedBy, Past, Span, newest_first, spans_of
from tests.builders.observations import C, N, at, deletion, key, origin, result

KEY = key()


def told(*heard: Evaluation | ItemChange | Closure, records: tuple[Record, ...] = ()) -> list[Span]:
    """Return the spans of what was heard, oldest first."""
    past = Past([history_of(one) for one in heard], records)
    return newest_first(spans_of(past))[::-1]


def version(minutes: float) -> Version:
    return Version(at(minutes), at(minutes), f"event-{minutes}")


def kept(*heard: Evaluation | Closing) -> Record:
    record: Record | None = None
    for one in heard:
        record = insert(record, one)
    assert record is not None
    return record


def test_each_change_lasts_until_the_next_and_the_last_one_still() -> None:
    first, second, third = told(result(0, C), result(10, N, C, annotation="open"), result(25, C, N))
    assert (first.status, first.previous_status, first.began) == (C, None, at(0))
    assert (first.until, first.ended_by) == (at(10), EndedBy.RESULT)
    assert (second.previous_status, second.annotation) == (C, "open")
    assert second.lasted(at(60)) == timedelta(minutes=15)
    assert (third.until, third.ended_by) == (None, None)
    assert third.lasted(at(60)) == timedelta(minutes=35)


def test_the_same_result_again_is_no_change_but_its_annotation_counts() -> None:
    [span] = told(result(0, N, annotation="one"), result(5, N), result(9, N, N, annotation="two"))
    assert (span.began, span.annotation, span.until) == (at(0), "two", None)


def test_a_lost_event_shows_as_a_gap_and_as_what_the_next_one_says_was_before() -> None:
    before, after = told(result(0, C), result(10, C, N))
    assert (before.until, before.gap) == (at(10), False)
    assert (after.status, after.previous_status, after.gap) == (C, N, True)


@given(st.integers(0, 1000))
def test_repetitions_and_late_events_change_nothing(seed: int) -> None:
    heard: list[Evaluation | ItemChange] = [
        *(result(0, C), result(5, N, C), result(7, N), deletion(9)),
        *(result(12, C), result(20, N)),
    ]
    shuffled = [*heard, *heard]
    random.Random(seed).shuffle(shuffled)
    assert told(*shuffled) == told(*heard)


def test_a_deleted_resource_ends_what_every_rule_said_of_it() -> None:
    other = key(rule="s3-bucket-logging-enabled")
    spans = told(result(0, N), result(1, C, of=other), deletion(30))
    assert [(span.until, span.ended_by) for span in spans] == [(at(30), EndedBy.RESOURCE)] * 2
    assert {span.ended_because for span in spans} == {"the resource was deleted"}


def test_what_comes_back_after_a_deletion_begins_anew_without_a_gap() -> None:
    _, again = told(result(0, N), deletion(30), result(40, C))
    assert (again.began, again.previous_status, again.gap) == (at(40), None, False)


def test_a_result_that_aws_config_no_longer_has_ends_by_its_closure() -> None:
    over = Closure(origin("r", detail_type="x"), KEY, version(8), "no longer a result")
    [span] = told(result(0, N), over)
    assert (span.until, span.ended_by) == (at(8), EndedBy.STATE)
    assert span.ended_because == "no longer a result"


def test_rules_and_places_that_ended_are_known_by_when_they_did() -> None:
    rule = RuleKey(KEY.account, KEY.region, KEY.rule_name)
    place = PlaceKey(KEY.account, KEY.region)
    history = [history_of(result(0, N)), history_of(result(20, C))]
    past = Past(history, ends={rule: version(10), place: version(30)})
    first, second = newest_first(spans_of(past))[::-1]
    assert (first.until, first.ended_by) == (at(10), EndedBy.RULE)
    assert first.ended_because == RULE_DELETED
    assert (second.until, second.ended_by) == (at(30), EndedBy.PLACE)


def test_a_closed_state_says_itself_why_it_ended() -> None:
    for reason, by in [
        (RULE_DELETED, EndedBy.RULE),
        ("the resource was deleted", EndedBy.RESOURCE),
        ("the account is no longer watched", EndedBy.PLACE),
        ("another reason", EndedBy.STATE),
    ]:
        record = kept(result(0, N), Closing(KEY, version(9), reason))
        [span] = told(result(0, N), records=(record,))
        assert (span.until, span.ended_by, span.ended_because) == (at(9), by, reason)


def test_a_state_that_is_older_than_history_is_told_from_its_record() -> None:
    record = kept(result(0, C), result(5, N, annotation="old"))
    [span] = told(records=(record,))
    assert (span.began, span.previous_status, span.annotation) == (at(5), C, "old")
    assert told(result(5, N, annotation="old"), records=(record,)) == [
        replace(span, previous_status=None)
    ]


def test_an_end_alone_is_no_span() -> None:
    gone = kept(result(0, N), Closing(KEY, version(9), "over"))
    assert told(deletion(9), records=(gone,)) == []


def test_two_rules_do_not_touch_each_other() -> None:
    other = replace(KEY, rule_name="other")
    assert len(told(result(0, N), result(5, C, of=other))) == 2


def test_a_window_has_what_lasts_into_it() -> None:
    ended, lasting = told(result(0, N), result(10, C))
    for span, window, inside in [
        (ended, Window(), True),
        (ended, Window(start=at(10)), False),
        (ended, Window(start=at(9), end=at(20)), True),
        (ended, Window(end=at(0)), False),
        (lasting, Window(start=at(50)), True),
        (lasting, Window(end=at(10)), False),
    ]:
        assert span.overlaps(window) is inside


def test_the_states_of_a_past_are_each_named_once() -> None:
    past = Past([history_of(result(0, N)), history_of(deletion(3))], [kept(result(0, N))])
    assert past.keys == [KEY]
    assert isinstance(past.keys[0], StateKey)
