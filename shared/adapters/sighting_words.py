"""How many rules and regions show a violation, and how often it came back, in words."""

from collections.abc import Callable

from shared.adapters.slack_text import code, escaped
from shared.domain.alert import Alert

_LONGEST_NAME = 60


def seen_text(alert: Alert) -> str:
    """Return sentences of an alert, escaped; nothing where one rule showed it once, in a region."""
    return _words(alert, escaped)


def seen_code(alert: Alert) -> str:
    """Return the same with the names of rules as code; at most 350 UTF-16 units either way."""
    return _words(alert, code)


def _words(alert: Alert, write: Callable[[str, int], str]) -> str:
    seen = " ".join(part for part in (_rules(alert, write), _regions(alert.regions)) if part)
    said = [f"Seen {seen}." if seen else "", _reopened(alert.flaps)]
    return " ".join(sentence for sentence in said if sentence)


def _rules(alert: Alert, write: Callable[[str, int], str]) -> str:
    number = len(alert.rules) + alert.more_rules
    if number <= 1:
        return ""
    names = ", ".join(write(name, _LONGEST_NAME) for name in alert.rules)
    more = f" and {alert.more_rules:,} others" if alert.more_rules else ""
    return f"by {number:,} rules ({names}{more})"


def _regions(number: int) -> str:
    return f"in {number:,} regions" if number > 1 else ""


def _reopened(times: int) -> str:
    if not times:
        return ""
    often = "once" if times == 1 else f"{times:,} times"
    return f"Reopened {often} within the flap window: one violation."
