"""What one person is shown stays within Slack's limits, whatever rules and resources are named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.slack.block_kit_views import view_problems
from shared.adapters.jinja_interactions import JinjaInteractions
from shared.domain.buttons import MUTE_DAYS, About, Resource
from shared.domain.catalogue import CATALOGUE
from shared.domain.errands import Said
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Person
from tests.builders.hostile_text import hostile
from tests.builders.mutes import muting
from tests.builders.observations import at
from tests.builders.presses import ABOUT, PLACE, THREAD
from tests.builders.slack_payloads import problems, texts

WRITER = JinjaInteractions()
keys = st.builds(ThreadKey, st.just("default"), hostile, hostile, st.just(1))
abouts = st.builds(About, keys, st.none() | st.builds(Resource, hostile, hostile, hostile))
UNSAFE = ("<!channel", "<!here", "<@U1", "<#C1", "<https://evil", "<mailto")


@settings(max_examples=25)
@given(abouts, st.sampled_from(MUTE_DAYS), st.sampled_from([MUTE_DAYS, (1,)]))
def test_no_name_breaks_a_form_or_does_anything_in_it(
    about: About, days: int, offered: tuple[int, ...]
) -> None:
    for view in (WRITER.mute_form(about, PLACE, days, offered), WRITER.steps(about)):
        assert not view_problems(view)
        shown = [text for block in view["blocks"] for text in texts(block)]
        assert not [text for text in shown if any(bad in text for bad in UNSAFE)]


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_every_rule_of_the_catalogue_has_steps(rule: str) -> None:
    view = WRITER.steps(About(replace(THREAD, rule=rule)))
    assert not view_problems(view)
    assert CATALOGUE[rule].documentation_url in str(view)


@settings(max_examples=25)
@given(hostile.filter(bool), hostile.filter(bool), hostile)
def test_no_reason_and_no_resource_break_a_confirmation(
    rule: str, resource: str, reason: str
) -> None:
    mute = muting(rule_name=rule, resource_id=resource, account="222222222222", reason=reason)
    assert not problems(WRITER.muted(mute))


@settings(max_examples=25)
@given(hostile)
def test_no_name_and_no_problem_break_a_sentence(text: str) -> None:
    assert not problems(WRITER.not_muted(text))
    first = WRITER.was_first(Person("U000ADA", text, at(0)))
    assert not view_problems(
        {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": first.blocks and
         list(first.blocks)}
    )  # fmt: skip


def test_every_sentence_is_one() -> None:
    for said in Said:
        message = WRITER.said(said)
        assert message.text.endswith(".")
        assert not problems(message)


def test_only_some_are_named_where_many_could_be_asked() -> None:
    message = WRITER.said(Said.MAY_NOT_MUTE, [f"U{number:03}" for number in range(50)])
    assert message.text.count("U0") == 10


def test_a_form_about_one_resource_offers_that_first() -> None:
    [covers, *_] = [b for b in WRITER.mute_form(ABOUT, PLACE, 7, MUTE_DAYS)["blocks"]
                    if b["type"] == "input"]  # fmt: skip
    assert covers["element"]["initial_option"]["value"] == "resource"


def test_a_mute_of_a_rule_says_so() -> None:
    mute = muting(rule_name="restricted-ssh", account="222222222222")
    shown = str(WRITER.muted(replace(mute, until=at(0) + timedelta(days=1))).blocks)
    assert "the rule `restricted-ssh` in account `222222222222`" in shown
