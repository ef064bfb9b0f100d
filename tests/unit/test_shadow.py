"""New rules are in shadow for the time that settings say, and digests say which are."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.alert_policy import AlertPolicy, AlertPolicyError, read_policy, write_policy
from shared.domain.filters import Window
from shared.domain.severity import Severity
from shared.domain.shadow import Shadows, shadows_of
from tests.builders.observations import at
from tests.builders.snapshots import counts

DAY = timedelta(days=1)
WEEK = AlertPolicy(shadow=7 * DAY, shadow_of={"short": DAY, "none": timedelta()})
START = at(0)
YESTERDAY = Window(start=START, end=START + DAY)


def test_a_shadow_lasts_from_the_first_result_for_the_time_of_the_rule() -> None:
    assert WEEK.shadow_end("any", START) == START + 7 * DAY
    assert WEEK.shadow_end("short", START) == START + DAY
    assert WEEK.shadow_end("none", START) is None
    assert WEEK.shadow_end("any", None) is None
    assert WEEK.has_shadows
    assert not AlertPolicy(shadow_of={"none": timedelta()}).has_shadows


def test_a_digest_has_what_is_in_shadow_when_its_time_ends_and_what_left_it_in_it() -> None:
    heard = {
        "long-over": START - 8 * DAY,
        "over": START - 7 * DAY,
        "short": START + DAY / 2,
        "any": START - 5 * DAY,
        "none": START,
    }
    found = shadows_of(heard, WEEK, YESTERDAY, {"any": counts(1, 3)})
    assert [(each.rule_name, each.violations) for each in found.present] == [
        ("short", 0),
        ("any", 3),
    ]
    assert [(each.rule_name, each.until) for each in found.over] == [("over", START)]
    [unknown] = shadows_of({"any": START}, WEEK, YESTERDAY, {}).present
    assert unknown.violations is None


@given(st.dictionaries(st.sampled_from(["any", "short", "x"]), st.integers(-400, 200)))
def test_every_shadow_is_in_one_digest_when_it_is_over_and_in_all_before(
    given: dict[str, int],
) -> None:
    heard = {rule: START + timedelta(hours=hours) for rule, hours in given.items()}
    days = [Window(start=START + n * DAY, end=START + (n + 1) * DAY) for n in range(-20, 20)]
    found = [shadows_of(heard, WEEK, day, {}) for day in days]
    for rule in heard:
        over = [n for n, each in enumerate(found) if rule in names(each.over)]
        present = [n for n, each in enumerate(found) if rule in names(each.present)]
        assert len(over) == 1
        assert present == list(range(over[0]))


def names(rules: tuple[object, ...]) -> list[str]:
    return [each.rule_name for each in rules]  # type: ignore[attr-defined] # shadowed rules


def test_nothing_is_in_shadow_by_default() -> None:
    assert shadows_of({"any": START}, AlertPolicy(), YESTERDAY, {}) == Shadows()


@pytest.mark.parametrize(
    "policy", [AlertPolicy(), WEEK, AlertPolicy(remind_after={Severity.HIGH: DAY})]
)
def test_functions_read_the_policy_that_was_written_for_them(policy: AlertPolicy) -> None:
    assert read_policy(write_policy(policy)) == policy
    assert read_policy(None) == AlertPolicy()
    with pytest.raises(AlertPolicyError, match="alerting is not understood"):
        read_policy({"flap_window": 1})


@given(st.integers(0, 86_400 * 3), st.integers(1, 1440))
def test_what_comes_together_waits_until_one_time_that_is_not_far(
    seconds: int, minutes: int
) -> None:
    window = timedelta(minutes=minutes)
    policy = AlertPolicy(first_results_window=window)
    now: datetime = START + timedelta(seconds=seconds)
    due = policy.summary_due(now)
    assert due is not None
    assert now < due <= now + window
    assert AlertPolicy(first_results_window=timedelta()).summary_due(now) is None
