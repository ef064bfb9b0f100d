"""A violation is told once for each period in which it lasts, whatever tells of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.alert import AlertKind
from shared.domain.alert_sightings import with_sightings
from shared.domain.life import Hush, Life, Target, Tell, Verdict
from shared.domain.lives import Advanced, Due, Judge, advance, due
from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey, violation_of
from tests.builders.observations import at

FLAP = timedelta(minutes=5)
EU, US = (
    StateKey("222222222222", region, "iam-user-mfa-enabled", "AWS::IAM::User", "AIDA1")
    for region in ("eu-central-1", "us-east-1")
)
NEW = Life(violation=violation_of(EU, "iam-user-mfa-enabled", is_global=True))
HERE, THERE = "security", "platform"
OPENED, REMINDER, RESOLVED = AlertKind.OPENED, AlertKind.REMINDER, AlertKind.RESOLVED


def opened(minute: int, key: StateKey = EU) -> Notice:
    return Notice(NoticeKind.OPENED, key, Version(at(minute)), "NON_COMPLIANT", at(minute))


def resolved(minute: int, key: StateKey = EU) -> Notice:
    return Notice(NoticeKind.RESOLVED, key, Version(at(minute)), "COMPLIANT", at(minute))


def telling(*channels: str, remind_after: timedelta | None = None) -> Judge:
    targets = tuple(Target(channel, "all", at(0)) for channel in channels)
    return lambda _: Tell(targets, remind_after)


def heard(*notices: Notice, now: int, life: Life = NEW, judge: Judge | None = None) -> Advanced:
    return advance(life, notices, judge or telling(HERE), FLAP, at(now))


def told(alerts: Sequence[Due]) -> list[tuple[AlertKind, str]]:
    return [(due.alert.kind, due.alert.channel) for due in alerts]


def test_what_never_began_was_seen_nowhere() -> None:
    assert NEW.seen == frozenset()


def test_the_same_resource_seen_from_everywhere_is_one_violation() -> None:
    assert violation_of(US, "iam-user-mfa-enabled", is_global=True) == NEW.violation
    here = violation_of(EU, "iam-user-mfa-enabled", is_global=False)
    assert here == ViolationKey(
        "222222222222", "eu-central-1", "AWS::IAM::User", "AIDA1", "iam-user-mfa-enabled"
    )


def test_a_beginning_is_told_to_each_channel_once() -> None:
    first = heard(opened(1), now=1, judge=telling(HERE, THERE))
    assert told(first.alerts) == [(OPENED, HERE), (OPENED, THERE)]
    assert heard(opened(1), now=2, life=first.life).alerts == ()
    assert heard(opened(2), opened(3, US), now=3, life=first.life).alerts == ()
    assert first.life.is_open
    assert due(first.life, FLAP) is None


def test_it_ends_when_its_last_sighting_has_been_away_for_the_flap_window() -> None:
    life = heard(opened(1), opened(2, US), now=2).life
    one_left = heard(resolved(10), now=10, life=life)
    assert (one_left.alerts, due(one_left.life, FLAP)) == ((), None)
    away = heard(resolved(20, US), now=20, life=one_left.life)
    assert (away.alerts, due(away.life, FLAP)) == ((), at(25))
    over = heard(now=25, life=away.life)
    [told_then] = over.alerts
    assert (told_then.alert.kind, told_then.alert.since) == (RESOLVED, at(20))
    assert (over.life.lasts, due(over.life, FLAP)) == (False, None)
    assert heard(now=60, life=over.life).alerts == ()


def test_what_comes_back_within_the_window_has_not_been_away_and_is_counted() -> None:
    life = heard(opened(1), resolved(10), opened(12), resolved(13), opened(14), now=14).life
    assert (life.flaps, life.ended) == (2, None)
    over = heard(resolved(30), now=40, life=life)
    assert told(over.alerts) == [(RESOLVED, HERE)]
    assert over.life.flaps == 2


def test_an_alert_knows_what_has_shown_the_violation_up_to_then() -> None:
    other = replace(EU, rule_name="securityhub-iam-user-mfa-enabled-0a1b2c3d")
    judge = telling(HERE, remind_after=timedelta(hours=1))
    life = heard(opened(1), opened(2, US), opened(3, other), now=3, judge=judge).life
    [reminder] = heard(now=63, life=life, judge=judge).alerts
    ends = [resolved(70), resolved(71, US), resolved(72, other), opened(73), resolved(74)]
    [over] = heard(*ends, now=79, life=life).alerts
    for alert in (reminder.alert, over.alert):
        assert (alert.sightings, alert.regions) == (3, 2)
        assert (alert.rules, alert.more_rules) == ((EU.rule_name, other.rule_name), 0)
    assert (reminder.alert.flaps, over.alert.flaps) == (0, 1)


def test_what_showed_it_in_a_period_before_is_not_said_of_the_next() -> None:
    before = heard(opened(1), opened(2, US), resolved(3), resolved(4, US), now=20).life
    [again] = heard(opened(30), now=30, life=before).alerts
    assert (again.alert.sightings, again.alert.regions) == (1, 1)
    later = heard(opened(31, US), now=31, life=heard(opened(30), now=30, life=before).life).life
    assert with_sightings(again.alert, later).regions == 2
    assert with_sightings(again.alert, before) == again.alert


def test_an_alert_names_the_first_rules_and_counts_the_others() -> None:
    rules = [replace(EU, rule_name=f"rule-{n}") for n in range(5)]
    life = heard(*(opened(n, each) for n, each in enumerate(rules)), now=9).life
    [alert] = heard(opened(0, rules[0]), now=0).alerts
    seen = with_sightings(alert.alert, life)
    assert (seen.rules, seen.more_rules) == (("rule-0", "rule-1", "rule-2"), 2)


def test_what_comes_back_later_is_told_anew() -> None:
    late = heard(opened(1), resolved(10), opened(16), now=16)
    assert told(late.alerts) == [(OPENED, HERE), (RESOLVED, HERE), (OPENED, HERE)]
    first, over, again = (each.alert.period for each in late.alerts)
    assert first == over < again
    assert late.life.flaps == 0


def test_an_end_of_what_nobody_was_told_of_is_not_told() -> None:
    assert heard(resolved(5), now=20).alerts == ()
    assert not heard(resolved(5), now=20).life.lasts
    assert heard(opened(4), life=heard(resolved(5), now=20).life, now=21).alerts == ()


def test_what_is_hushed_is_told_when_that_is_over_if_it_is_still_open() -> None:
    mute: list[Verdict] = [Hush("muted", at(60))]

    def judge(_: Life) -> Verdict:
        return mute[-1]

    quiet = heard(opened(1), now=1, judge=judge)
    assert (quiet.alerts, due(quiet.life, FLAP)) == ((), at(60))
    assert heard(now=59, life=quiet.life, judge=judge).alerts == ()
    mute.append(telling(HERE)(NEW))
    assert told(heard(now=60, life=quiet.life, judge=judge).alerts) == [(OPENED, HERE)]
    fixed = heard(resolved(30), now=50, life=quiet.life, judge=judge)
    assert fixed.alerts == ()
    assert heard(now=60, life=fixed.life, judge=judge).alerts == ()


def test_what_is_left_to_the_digest_is_told_nobody() -> None:
    quiet = heard(opened(1), now=1, judge=telling())
    assert quiet.life.hushed == Hush("it is left to the digest")
    assert heard(resolved(10), now=30, life=quiet.life).alerts == ()
    forever = heard(opened(1), now=1, judge=lambda _: Hush("known already"))
    assert due(forever.life, FLAP) is None
    assert heard(now=99, life=forever.life).alerts == ()


def test_reminders_come_until_it_is_over() -> None:
    judge = telling(HERE, remind_after=timedelta(hours=1))
    life = heard(opened(1), now=1, judge=judge).life
    assert due(life, FLAP) == at(61)
    first = heard(now=61, life=life, judge=judge)
    second = heard(now=130, life=first.life, judge=judge)
    assert [each.alert.number for each in (*first.alerts, *second.alerts)] == [1, 2]
    assert due(second.life, FLAP) == at(190)
    assert heard(resolved(150), now=190, life=second.life).alerts[0].alert.kind is RESOLVED


@st.composite
def stories(draw: st.DrawFn) -> list[Notice]:
    minutes = sorted(draw(st.sets(st.integers(1, 90), max_size=14)))
    keys = draw(st.lists(st.sampled_from([EU, US]), min_size=14, max_size=14))
    open_now: set[StateKey] = set()
    notices = []
    for minute, key in zip(minutes, keys, strict=False):
        notices.append((resolved if key in open_now else opened)(minute, key))
        open_now ^= {key}
    return notices


@given(stories(), st.lists(st.integers(0, 14), max_size=4), st.sampled_from([1, 2]))
def test_each_period_begins_and_ends_once_however_it_is_batched(
    story: list[Notice], cuts: list[int], times: int
) -> None:
    alerts: list[Due] = []
    life, bounds = NEW, [0, *sorted(cuts), len(story)]
    for start, end in pairwise(bounds):
        batch = story[start:end] * times
        now = max((notice.since for notice in batch), default=at(0))
        step = advance(life, batch, telling(HERE), FLAP, now)
        life, alerts = step.life, [*alerts, *step.alerts]
    whole = advance(NEW, story, telling(HERE), FLAP, story[-1].since if story else at(0))
    assert told(alerts) == told(whole.alerts)
    assert (life.period, life.flaps, life.sightings) == (
        whole.life.period,
        whole.life.flaps,
        whole.life.sightings,
    )
    kinds = [each.alert.kind for each in alerts]
    assert kinds[::2] == [OPENED] * len(kinds[::2])
    assert kinds[1::2] == [RESOLVED] * len(kinds[1::2])
    last = advance(life, [], telling(HERE), FLAP, _later(story))
    if life.is_open:
        assert not last.alerts
    else:
        assert len([*alerts, *last.alerts]) % 2 == 0


def _later(story: list[Notice]) -> datetime:
    return max((notice.since for notice in story), default=at(0)) + FLAP
