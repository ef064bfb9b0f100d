"""What is said when a violation ends."""

from datetime import timedelta

import pytest

from shared.domain.alert import Alert
from shared.domain.endings import Ending, NothingToSay, NotYet, settle
from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.outbox import Fate
from tests.builders.notices import ended, entry, opened
from tests.fakes.clock import NOW

TOLD = entry(opened(0), None, fate=Fate.TOLD)


def test_an_ending_names_the_opening_that_it_ends() -> None:
    assert settle(ended(185), [entry(ended(185), NOW), TOLD]) == Ending(ended(185), opened(0))


def test_the_time_is_that_of_the_events() -> None:
    assert Ending(ended(185), opened(0)).lasted == timedelta(hours=3, minutes=5)


def test_it_never_lasted_less_than_no_time() -> None:
    assert Ending(ended(0), opened(5)).lasted == timedelta()


def test_the_opening_of_its_period_counts() -> None:
    openings = [entry(opened(minutes), None, fate=Fate.TOLD) for minutes in (0, 60, 200)]
    settled = settle(ended(185, began=60), openings)
    assert settled == Ending(ended(185, began=60), opened(60), reopened=opened(200).since)


def test_nothing_is_said_where_nobody_was_told_of_a_beginning() -> None:
    later = entry(opened(200), None, fate=Fate.TOLD)
    assert settle(ended(185), [entry(ended(185), NOW), later]) == NothingToSay(
        "nobody was told that it began"
    )


def test_the_beginning_is_told_first() -> None:
    opening = entry(opened(0), NOW)
    assert settle(ended(185), [opening]) == NotYet(opening)


def test_the_end_of_what_was_refused_waits_for_another_try() -> None:
    failed = entry(opened(0), None, fate=Fate.FAILED)
    assert settle(ended(185), [failed]) == NotYet(failed)


def test_the_end_of_what_was_not_told_is_not_told() -> None:
    dropped = entry(opened(0), None, fate=Fate.DROPPED)
    assert isinstance(settle(ended(185), [dropped]), NothingToSay)


@pytest.mark.parametrize(
    ("notice", "sentence", "quoted"),
    [
        (ended(why="it is private now"), "now finds it compliant", "it is private now"),
        (ended(), "now finds it compliant", None),
        (ended(status="NOT_APPLICABLE"), "no longer applies", None),
        (ended(status="CLOSED", why=DELETED), "resource was deleted", None),
        (ended(status="CLOSED", why=RULE_DELETED), "rule was deleted", None),
        (ended(status="CLOSED", why="the rule is gone"), "It is over", "the rule is gone"),
    ],
)
def test_it_says_why_it_ended(notice: Alert, sentence: str, quoted: str | None) -> None:
    why = Ending(notice, opened()).why
    assert sentence in why.sentence
    assert why.quoted == quoted
