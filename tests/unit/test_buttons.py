"""What a button carries comes back as it was, and what is none of ours as nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.slack.block_kit import problems
from shared.adapters.slack_buttons import SlackButtons
from shared.domain.buttons import (
    LONGEST_VALUE,
    About,
    Covers,
    Resource,
    about,
    days_offered,
    read_about,
    write_about,
)
from shared.domain.interaction_reading import LONGEST_METADATA, write_form
from shared.domain.mutes import Selector
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Listed, Person, Thread
from tests.builders.hostile_text import hostile
from tests.builders.notices import opened
from tests.builders.observations import at
from tests.builders.presses import ABOUT, PLACE, RESOURCE, THREAD

names = st.text(min_size=1, max_size=200)
whole = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100)
keys = st.builds(ThreadKey, whole, whole, whole, st.integers(1, 10**9))
resources = st.builds(Resource, whole, whole, whole)
OFFERED = (1, 7, 30)


@given(st.builds(About, keys, st.none() | resources))
def test_what_is_written_is_read_as_it_was(it: About) -> None:
    text = write_about(it)
    if text is not None and len(text) < LONGEST_VALUE / 2:
        assert read_about(text) == it


@given(st.builds(About, keys, st.builds(Resource, hostile, hostile, hostile)))
def test_no_value_is_longer_than_slack_takes(it: About) -> None:
    text = write_about(it)
    assert text is None or len(text) <= LONGEST_VALUE
    assert len(write_form(it, PLACE)) <= LONGEST_METADATA


def test_a_resource_that_is_too_long_is_left_out_and_the_rule_stays() -> None:
    it = About(THREAD, Resource("eu-central-1", "AWS::S3::Bucket", "x" * 3000))
    assert read_about(write_about(it)) == About(THREAD)


def test_what_has_no_room_at_all_has_no_buttons() -> None:
    endless = replace(THREAD, rule="x" * 3000)
    assert write_about(About(endless)) is None
    assert SlackButtons(OFFERED)(replace(thread(), key=endless)) == ()


def test_a_form_has_no_room_for_a_resource_of_nothing_but_quotes() -> None:
    it = About(THREAD, Resource("eu-central-1", "AWS::S3::Bucket", '"' * 900))
    assert read_about(write_about(it)) == it
    assert len(write_form(it, PLACE)) <= LONGEST_METADATA


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists) | st.text())
def test_anything_else_is_nothing(value: Any) -> None:
    assert read_about(value) is None
    assert read_about(json.dumps(value)) is None


@pytest.mark.parametrize(
    "value",
    [
        '{"release":2,"thread":"[\\"default\\",\\"1\\",\\"r\\",1]"}',
        '{"release":1}',
        '{"release":1,"thread":"[1e999]"}',
        '{"release":1,"thread":"[\\"default\\",\\"1\\",\\"r\\",1e999]"}',
        '{"release":1,"thread":"[[[["}',
        "[" * 1999,
        "1" * 2001,
    ],
)
def test_what_another_release_wrote_is_nothing(value: str) -> None:
    assert read_about(value) is None


def test_half_characters_do_not_come_through() -> None:
    key = json.dumps(["\ud800", "1", "r", 1])
    text = json.dumps({"release": 1, "thread": key, "resource": ["a", "b", "\ud800"]})
    read = read_about(text)
    assert read == About(ThreadKey("?", "1", "r", 1), Resource("a", "b", "?"))


def test_a_mute_covers_the_resource_or_the_rule_in_the_account() -> None:
    rule = Selector(account="222222222222", rule_name="restricted-ssh")
    assert ABOUT.selector(Covers.RULE) == rule
    assert About(THREAD).selector(Covers.RESOURCE) == rule
    assert ABOUT.selector(Covers.RESOURCE) == Selector(
        account="222222222222",
        rule_name="restricted-ssh",
        resource_type=RESOURCE.resource_type,
        resource_id=RESOURCE.resource_id,
    )


@pytest.mark.parametrize(
    ("days", "offered"), [(90, OFFERED), (30, OFFERED), (29, (1, 7)), (1, (1,))]
)
def test_no_more_days_are_offered_than_a_mute_may_last(days: int, offered: tuple[int, ...]) -> None:
    assert days_offered(timedelta(days=days)) == offered


def thread(told: int = 1, **more: Any) -> Thread:
    listed = tuple(Listed(opened(n)) for n in range(min(told, 10)))
    return Thread(key=THREAD, began=at(0), listed=listed, told=told, **more)


def test_the_first_message_of_one_violation_names_its_resource() -> None:
    assert about(thread(1)).resource
    assert about(thread(2)) == About(THREAD)


def test_a_thread_has_its_buttons_while_it_is_open() -> None:
    buttons = SlackButtons(OFFERED)(thread())
    assert not problems([{"type": "actions", "elements": list(buttons)}])
    assert [each["action_id"] for each in buttons] == [
        "acknowledge", "assign-to-me", "steps-to-fix", "mute",
    ]  # fmt: skip
    assert SlackButtons(OFFERED)(thread(closed_at=at(1))) == ()


def test_what_is_acknowledged_can_still_be_assigned() -> None:
    taken = thread(acknowledged=Person("U000ADA", "ada", at(1)))
    names_of = [each["action_id"] for each in SlackButtons(())(taken)]
    assert names_of == ["assign-to-me", "steps-to-fix"]
