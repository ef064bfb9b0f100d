"""What a mute covers, from when to when, and what becomes due when it ends."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.mute_documents import mutes_of, read_mute, words_of, write_mute
from shared.domain.mute_rules import Wish, problems_of, read_tag
from shared.domain.mutes import (
    Mute,
    MuteOrigin,
    Selector,
    StateSubject,
    ending,
    matches,
)
from shared.domain.muting import ActiveMutes
from shared.domain.observations import StateKey
from tests.builders.mutes import LONGEST, muting
from tests.builders.observations import at, key
from tests.builders.questions import ACCOUNTS, REGIONS, RESOURCES, RULES, TYPES

BUCKET = StateSubject(key(), {"team": "payments", "stage": ""})
RULE = "s3-bucket-public-read-prohibited"
VARIANT = f"{RULE}-conformance-pack-a1b2c3d4e"
OTHER_VARIANT = f"securityhub-{RULE}-0a1b2c3d"


@pytest.mark.parametrize(
    ("selector", "covers"),
    [
        ({"account": "222222222222"}, True),
        ({"account": "333333333333"}, False),
        ({"account": "222222222222", "region": "us-east-1"}, False),
        ({"rule_name": RULE}, True),
        ({"rule_name": "s3-*"}, True),
        ({"rule_name": "*-public-*"}, True),
        ({"rule_name": "ec2-*"}, False),
        ({"rule_name": VARIANT}, False),
        ({"resource_type": "AWS::S3::Bucket"}, True),
        ({"resource_type": "AWS::S3::AccessPoint"}, False),
        ({"resource_id": "bucket-1"}, True),
        ({"resource_id": "bucket-*"}, True),
        ({"resource_id": "bucket"}, False),
        ({"tag": ("team", "payments")}, True),
        ({"tag": ("stage", "")}, True),
        ({"tag": ("team", "identity")}, False),
        ({"tag": ("owner", "payments")}, False),
        ({"account": "333333333333", "tag": ("team", "payments")}, False),
    ],
)
def test_all_that_a_mute_names_has_to_hold(selector: dict[str, Any], covers: object) -> None:
    assert matches(muting(**selector), BUCKET) is covers


def test_a_rule_without_what_deployments_add_is_all_its_variants_in_full_just_that_one() -> None:
    for rule in (RULE, VARIANT, OTHER_VARIANT):
        assert matches(muting(rule_name=RULE), StateSubject(key(rule=rule)))
        assert matches(muting(rule_name="s3-*"), StateSubject(key(rule=rule)))
        assert matches(muting(rule_name=VARIANT), StateSubject(key(rule=rule))) is (rule == VARIANT)


def test_tags_that_are_not_known_do_not_match_and_are_not_taken_for_others() -> None:
    unknown, mute = StateSubject(key()), muting(tag=("team", "payments"))
    assert not matches(mute, unknown)
    assert ActiveMutes([mute], at(1)).on(unknown).muted is None
    assert ActiveMutes([mute], at(1)).on(StateSubject(key(), {})).muted is False
    sure = muting("two", account="222222222222")
    assert ActiveMutes([mute, sure], at(1)).on_state(key()).muted is True


def test_a_mute_holds_from_its_beginning_to_before_its_end() -> None:
    mute = muting(days=1, account="222222222222")
    assert [mute.is_active(at(minute)) for minute in (-1, 0, 1439, 1440)] == [
        *(False, True, True, False)
    ]
    early = replace(mute, ended_at=at(5), ended_by="ann")
    assert (early.ends, early.is_active(at(4)), early.is_active(at(5))) == (at(5), True, False)
    assert muting(created_at=None).is_active(at(-9_999))
    assert replace(mute, ended_at=at(99_999)).ends == mute.until


def test_of_several_mutes_the_one_that_lasts_longest_is_named() -> None:
    short, long = muting("a", days=1, rule_name=RULE), muting("b", days=2, resource_id="bucket-*")
    over = muting("c", days=9, account="222222222222", ended_at=at(0))
    other = muting("d", days=9, account="333333333333")
    every = [short, long, over, other]
    muted = ActiveMutes(every, at(1)).on(BUCKET)
    assert (muted.mute, muted.until, muted.muted) == (long, long.until, True)
    nobody = ActiveMutes([over, other], at(1)).on(BUCKET)
    assert (nobody.mute, nobody.until, nobody.muted) == (None, None, False)


def test_mutes_that_end_in_a_time_are_told_in_the_order_in_which_they_end() -> None:
    first, second, third = muting("a", days=3), muting("b", days=2), muting("c", days=4)
    early = replace(muting("d", days=30), ended_at=at(60 * 24))
    found = ending([first, second, third, early], at(0), third.until)
    assert [mute.id for mute in found] == ["d", "b", "a"]


keys = st.builds(StateKey, *map(st.sampled_from, (ACCOUNTS, REGIONS, RULES, TYPES, RESOURCES)))
tags = st.none() | st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy"))
subjects = st.builds(StateSubject, keys, tags)
selectors = st.builds(
    Selector,
    account=st.sampled_from([None, *ACCOUNTS]),
    region=st.sampled_from([None, None, *REGIONS]),
    rule_name=st.sampled_from([None, None, *RULES, "*ssh", "iam-*"]),
    resource_type=st.sampled_from([None, None, *TYPES]),
    resource_id=st.sampled_from([None, None, *RESOURCES, "i-*"]),
    tag=st.sampled_from([None, None, ("a", "x")]),
)
mutes = st.builds(
    lambda name, selector, start, end: replace(
        muting(name), selector=selector, created_at=at(start), until=at(end)
    ),
    st.sampled_from("abcdefgh"),
    selectors,
    st.integers(0, 5),
    st.integers(1, 9),
)


@given(st.lists(mutes), subjects, st.integers(0, 9))
def test_looking_among_the_active_ones_finds_what_looking_at_all_finds(
    every: list[Mute], subject: StateSubject, minute: int
) -> None:
    now = at(minute)
    found = ActiveMutes(every, now).on(subject)
    assert found.muted is True or found.mute is None
    ends = [each.ends for each in every if each.is_active(now) and matches(each, subject)]
    assert (found.mute and found.mute.ends) == max(ends, default=None)


@given(mutes, st.none() | st.integers(0, 9), st.sampled_from(MuteOrigin))
def test_a_mute_is_the_same_after_it_was_written(
    mute: Mute, ended: int | None, origin: MuteOrigin
) -> None:
    whole = replace(mute, origin=origin, ended_at=at(ended) if ended else None, ended_by="ann")
    assert read_mute(write_mute(whole)) == whole
    assert read_mute(write_mute(replace(whole, created_at=None))).created_at is None


def wish(**given: Any) -> Wish:
    plain = muting(account="222222222222")
    members: dict[str, Any] = {
        "selector": plain.selector,
        "owner": "o",
        "reason": plain.reason,
        **given,
    }
    return Wish(**{"until": plain.until, **members})


@pytest.mark.parametrize(
    ("given", "member", "words"),
    [
        ({"owner": " "}, "owner", "must say whose it is"),
        ({"reason": "too short "}, "reason", "must have 10 to 1,000 characters"),
        ({"reason": "x" * 1001}, "reason", "must have 10 to 1,000 characters"),
        ({"until": at(0)}, "until", "must lie in the future"),
        ({"until": at(0) + timedelta(days=90, seconds=1)}, "until", "must lie at most 90 days"),
        ({"selector": Selector(region="eu-central-1")}, "account", "must be given, or one of"),
        ({"selector": Selector(rule_name="*")}, "rule_name", "must have more than * in it"),
        ({"selector": Selector(resource_id="* *")}, "resource_id", "must have more than *"),
    ],
)
def test_a_mute_that_may_not_be_is_told_why(given: dict[str, Any], member: str, words: str) -> None:
    [problem] = problems_of(wish(**given), at(0), LONGEST)
    assert (problem.member, problem.words[: len(words)]) == (member, words)


def test_all_that_is_wrong_is_told_at_once_and_nothing_of_what_is_right() -> None:
    wrong = wish(owner="", reason="", until=at(-1), selector=Selector())
    assert [each.member for each in problems_of(wrong, at(0), LONGEST)] == [
        *("owner", "reason", "account", "until")
    ]
    assert problems_of(wish(until=at(0) + LONGEST), at(0), LONGEST) == []


@pytest.mark.parametrize("text", ["", "team", "=payments", f"{'k' * 129}=v", f"k={'v' * 257}"])
def test_a_tag_is_a_key_and_its_value(text: str) -> None:
    with pytest.raises(ValueError, match="not key=value"):
        read_tag(text)
    assert read_tag("team=a=b") == ("team", "a=b")


def test_a_deployment_has_the_mutes_of_its_settings_or_none() -> None:
    mute = replace(muting("mine", account="222222222222"), origin=MuteOrigin.SETTINGS)
    assert mutes_of({"mutes": [write_mute(mute)]}) == (mute,)
    assert mutes_of({}) == ()


def test_people_read_what_a_mute_names_and_nothing_of_what_it_does_not() -> None:
    named = muting(account="222222222222", rule_name="s3-*", tag=("team", "")).selector
    assert words_of(named) == [("account", "222222222222"), ("rule", "s3-*"), ("tag", "team=")]
    assert not words_of(Selector())
