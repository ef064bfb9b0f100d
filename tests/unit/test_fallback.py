"""What no route took is counted, and said with where most of it comes from."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.alert import AlertKind
from shared.domain.fallback import NAMED, fallback_of, without_route
from tests.builders.notices import opened
from tests.builders.observations import key

KEYS = st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz"))


def test_where_every_violation_has_a_route_there_is_nothing_to_say() -> None:
    assert fallback_of({}) is None
    assert fallback_of({("a", "r"): 0}) is None


def test_the_accounts_and_rules_that_cause_most_come_first() -> None:
    found = fallback_of({("a", "r"): 1, ("b", "r"): 3, ("c", "s"): 1, ("d", "t"): 1, ("e", "u"): 2})
    assert found is not None
    assert found.violations == 8
    assert found.accounts == (("b", 3), ("e", 2), ("a", 1))
    assert found.rules == (("r", 4), ("u", 2), ("s", 1))
    assert (found.more_accounts, found.more_rules) == (2, 1)


@given(st.dictionaries(KEYS, st.integers(0, 9)))
def test_nothing_is_left_out_without_being_counted(counts: dict[tuple[str, str], int]) -> None:
    found = fallback_of(counts)
    if found is None:
        assert not any(counts.values())
        return
    named = {key for key, number in counts.items() if number}
    assert found.violations == sum(counts.values())
    assert len(found.accounts) + found.more_accounts == len({account for account, _ in named})
    assert len(found.rules) + found.more_rules == len({rule for _, rule in named})
    assert len(found.accounts) <= NAMED


def test_only_beginnings_that_no_route_took_are_counted_by_rule_whoever_deployed_it() -> None:
    rule = key("a", "securityhub-restricted-ssh-1a2b3c4d")
    no_route = replace(opened(of=rule), route=None)
    reminder = replace(no_route, kind=AlertKind.REMINDER)
    end = replace(no_route, kind=AlertKind.RESOLVED)
    counted = without_route([no_route, opened(of=rule), reminder, end, no_route])
    assert counted == {(rule.account, "restricted-ssh"): 2}
