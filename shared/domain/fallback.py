"""Violations that no route took: how many, and where most of them come from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.domain.alert import Alert, AlertKind
from shared.domain.rule_names import normalise

# Accounts and rules that are named.
NAMED = 3

type FallbackKey = tuple[str, str]  # account, normalised rule
type Most = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """How many violations reached the fallback channel alone, and what causes most of them.

    `more_accounts` and `more_rules` are how many others there are.
    """

    violations: int
    accounts: Most
    more_accounts: int
    rules: Most
    more_rules: int


def without_route(alerts: Iterable[Alert]) -> Counter[FallbackKey]:
    """Return how many violations begin to be told among these alerts although no route took them.

    Reminders and ends of them are of what was counted before.
    """
    return Counter(
        (alert.key.account, normalise(alert.key.rule_name))
        for alert in alerts
        if alert.kind is AlertKind.OPENED and alert.route is None
    )


def fallback_of(counts: Mapping[FallbackKey, int]) -> Fallback | None:
    """Return what is to be said of the counts; None where every violation had a route."""
    by_account: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    for (account, rule), number in counts.items():
        if number > 0:
            by_account[account] += number
            by_rule[rule] += number
    if not by_account:
        return None
    return Fallback(
        violations=by_account.total(),
        accounts=_most(by_account),
        more_accounts=max(len(by_account) - NAMED, 0),
        rules=_most(by_rule),
        more_rules=max(len(by_rule) - NAMED, 0),
    )


def _most(counts: Counter[str]) -> Most:
    return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:NAMED])
