"""The parts of the day; each yields results until it has as many violations as are asked for."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.day import organisation
from benchmarks.day.organisation import (
    ACCOUNTS,
    HOME,
    NEW_ACCOUNT,
    REGIONAL,
    REGIONS,
    SECOND,
    rule,
    some_account,
    some_rule,
)
from benchmarks.day.results import Result, complies_at_first, fails, fails_at_first, mended

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from shared.domain.observations import StateKey

DAY = datetime(2026, 11, 18, tzinfo=UTC)
# What hour things go wrong in: mostly while people work.
_BUSY = (1, 1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 9, 7, 9, 10, 10, 9, 7, 5, 3, 2, 2, 1, 1)
_LATEST = DAY + timedelta(hours=23, minutes=35)  # all that belongs together is heard on the day
_MOST_TOGETHER = 8
STORM = DAY + timedelta(hours=10, minutes=30, seconds=5)
MUTED_FROM, MUTED_UNTIL = DAY + timedelta(hours=9), DAY + timedelta(hours=15)
MUTED = rule("s3-bucket-versioning-enabled")
NEW_RULE = rule("ecr-private-image-scanning-enabled").by_organisation()


def trickle(count: int, chance: Random) -> Iterator[Result]:
    """Yield what goes wrong on any day, a few resources at a time; most of it is mended."""
    made = 0
    while made < count:
        of, account = some_rule(chance), some_account(chance)
        region, at = chance.choice((HOME, HOME, SECOND)), _some_time(chance)
        size = min(count - made, int(1 + chance.paretovariate(1.5)) - 1, _MOST_TOGETHER)
        fixed = at + _hours(chance, 3) if chance.random() < 0.7 else None
        for number in range(made, made + size):
            key = of.on(account, region, f"ordinary-{number}")
            yield fails(at + _seconds(chance, 4), key)
            if fixed:
                yield mended(fixed + _seconds(chance, 120), key)
        made += size


def packs(count: int, chance: Random) -> Iterator[Result]:
    """Yield faults that the plain rule finds, and that rule as three others have deployed it."""
    variants = (
        *(lambda of: of, organisation.Rule.by_security_hub),
        *(organisation.Rule.by_pack, organisation.Rule.by_organisation),
    )
    for number in range(count // len(variants)):
        of, account, at = _known(some_rule(chance)), some_account(chance), _some_time(chance)
        fixed = at + _hours(chance, 4) if chance.random() < 0.6 else None
        for deployed in variants:
            key = deployed(of).on(account, HOME, f"of-packs-{number}")
            yield fails(at + _seconds(chance, 900), key)
            if fixed:
                yield mended(fixed + timedelta(minutes=15) + _seconds(chance, 600), key)


def in_every_region(count: int, chance: Random) -> Iterator[Result]:
    """Yield faults of users, which are of an account as a whole, from five regions each."""
    kinds = [rule(name) for name in ("mfa-enabled-for-iam-console-access", "access-keys-rotated")]
    for number in range(count // len(REGIONS)):
        of, account, at = chance.choice(kinds), some_account(chance), _some_time(chance)
        fixed = at + _hours(chance, 5) if chance.random() < 0.5 else None
        for region in REGIONS:
            key = of.on(account, region, f"AIDA-{number}")
            yield fails(at + _seconds(chance, 1200), key)
            if fixed:
                yield mended(fixed + timedelta(minutes=20) + _seconds(chance, 600), key)


def flapping(count: int, chance: Random) -> Iterator[Result]:
    """Yield what comes and goes every four minutes: it is never away for the flap window."""
    keys = [
        rule("ec2-imdsv2-check").on(ACCOUNTS[3], HOME, f"i-flapping-{number}")
        for number in range(5)
    ]
    yield from _coming_and_going(count, keys, timedelta(minutes=4), timedelta(minutes=2), chance)


def coming_back(count: int, chance: Random) -> Iterator[Result]:
    """Yield what a job breaks every 55 minutes and another mends: each time it is told anew."""
    keys = [
        rule("encrypted-volumes").on(ACCOUNTS[5], HOME, f"vol-back-{number}") for number in range(8)
    ]
    yield from _coming_and_going(count, keys, timedelta(minutes=55), timedelta(minutes=10), chance)


def new_account(count: int, chance: Random) -> Iterator[Result]:
    """Yield what is found when an account is watched from 11:20 on, within eight minutes."""
    begins, made = DAY + timedelta(hours=11, minutes=20), 0
    for number in itertools.count():
        if made == count:
            return
        key = chance.choice(REGIONAL).on(
            NEW_ACCOUNT, chance.choice((HOME, SECOND)), f"new-{number}"
        )
        at = begins + _seconds(chance, 480)
        if chance.random() < 0.3:
            made += 1
            yield fails_at_first(at, key)
            if chance.random() < 0.1:
                yield mended(at + timedelta(minutes=30) + _hours(chance, 4), key)
        else:
            yield complies_at_first(at, key)


def new_rule(count: int, chance: Random) -> Iterator[Result]:
    """Yield what a rule finds that is deployed everywhere at 14:00, within 20 minutes."""
    begins = DAY + timedelta(hours=14)
    for number in range(count):
        key = NEW_RULE.on(ACCOUNTS[number % len(ACCOUNTS)], HOME, f"repository-{number}")
        at = begins + _seconds(chance, 1200)
        yield fails_at_first(at, key)
        if chance.random() < 0.2:
            yield mended(at + timedelta(minutes=30) + _hours(chance, 3), key)


def storm(count: int, chance: Random) -> Iterator[Result]:
    """Yield what a change does that goes out to 20 accounts, and is taken back 40 minutes later."""
    names = ("vpc-flow-logs-enabled", "restricted-ssh", "s3-bucket-ssl-requests-only")
    rules = [rule(name) for name in (*names, "rds-storage-encrypted", "ec2-imdsv2-check")]
    back = STORM + timedelta(minutes=40)
    for number in range(count):
        key = rules[number % len(rules)].on(
            ACCOUNTS[10 + chance.randrange(20)], HOME, f"storm-{number}"
        )
        yield fails(STORM + _seconds(chance, 50), key)
        yield mended(back + _seconds(chance, 180), key)


def muted(count: int, chance: Random) -> Iterator[Result]:
    """Yield what is known to be wrong for a time: half of it is open when its mute is over."""
    for number in range(count):
        key = MUTED.on(ACCOUNTS[1], HOME, f"known-{number}")
        at = MUTED_FROM + timedelta(minutes=1) + _seconds(chance, 4 * 3600)
        yield fails(at, key)
        if number % 2:
            yield mended(at + timedelta(minutes=20) + _seconds(chance, 1800), key)


def _coming_and_going(
    count: int, keys: list[StateKey], every: timedelta, lasts: timedelta, chance: Random
) -> Iterator[Result]:
    for number in range(count):
        time, key = divmod(number, len(keys))
        at = DAY + timedelta(minutes=7) + time * every + _seconds(chance, 4)
        yield fails(at, keys[key])
        yield mended(at + lasts + _seconds(chance, 4), keys[key])


def _known(of: organisation.Rule) -> organisation.Rule:
    """Return it, or another one for the rule that is new: nobody has deployed that before."""
    return of if of.by_organisation() != NEW_RULE else REGIONAL[0]


def _some_time(chance: Random) -> datetime:
    [hour] = chance.choices(range(24), weights=_BUSY)
    return min(DAY + timedelta(hours=hour) + _seconds(chance, 3600), _LATEST)


def _seconds(chance: Random, most: float) -> timedelta:
    return timedelta(milliseconds=int(1000 * most * chance.random()))


def _hours(chance: Random, median: float) -> timedelta:
    """Return how long something takes: half of the times at most so many hours."""
    return timedelta(seconds=int(3600 * median * chance.lognormvariate(0, 1)))
