"""Fleets that were compared before: what is new in them was missed."""

from dataclasses import replace

from tests.builders.fleet import ONE, THREE, TWO, WANTED, Fleet, bucket
from tests.builders.observations import C, N

# What differs in `differing`, by cause, and how many states go with it.
FOUND = {"missed_change": 2, "missed_first_result": 2, "resource_gone": 2, "account_gone": 1}
CLOSED = 4 + 8


def watched() -> Fleet:
    """Return a fleet in which nothing differs yet."""
    fleet = Fleet()
    for number in range(4):
        fleet.becomes(bucket(f"b-{number}"), C, number)
        fleet.becomes(bucket(f"b-{number}", rule="tagged"), N, number)
    fleet.becomes(bucket(account=TWO), C)
    fleet.reconcile()
    fleet.days_pass()
    fleet.store.notices.clear()
    return fleet


def differing() -> Fleet:
    """Return a fleet in which something of each kind differs."""
    fleet = Fleet(replace(WANTED, accounts=(ONE, TWO, THREE)))
    for account in (ONE, TWO, THREE):
        for number in range(4):
            fleet.becomes(bucket(f"b-{number}", account=account), N, number)
            fleet.becomes(bucket(f"b-{number}", "tagged", account), C, number)
    fleet.reconcile()
    fleet.wanted = WANTED
    fleet.days_pass()
    for account in (ONE, TWO):
        fleet.becomes(bucket("b-1", account=account), C, 1_000, lost=True)
        fleet.becomes(bucket("b-9", account=account), N, 1_000, lost=True)
        gone = bucket("b-2", account=account), bucket("b-2", "tagged", account)
        fleet.forgets(*gone, resource=True)
    fleet.store.notices.clear()
    return fleet
