"""Pages as people would see them: reports, and what became of a resource."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

from shared.adapters.jinja_pages import JinjaPages, OpenOfRule, PastOfResource
from shared.adapters.jinja_reports import JinjaReports
from shared.domain.catalogue import CATALOGUE
from shared.domain.digest import Digest
from shared.domain.muting import Muting
from shared.domain.observations import StateKey, Version
from shared.domain.reconciliation import UnknownSource
from shared.domain.rollups import Activity, Counts
from shared.domain.silence import Watched
from shared.domain.standing import Standing
from shared.domain.state import Record
from shared.domain.telling import Telling
from shared.domain.timeline import Span
from shared.domain.violations import Violation
from tests.builders.mutes import muting
from tests.builders.snapshots import (
    HERE,
    ONE,
    PAYMENTS,
    TWO,
    counts,
    digest,
    heard,
    history,
    reconciled,
    record,
    report,
    resolved,
    snapshot,
    weeks,
)
from tests.fakes.clock import NOW

_LONG = "a-rule-of-our-own-with-a-name-that-is-longer-than-any-screen-of-a-telephone-is-wide"
_TYPES = (
    *("AWS::S3::Bucket", "AWS::EC2::Volume", "AWS::EC2::SecurityGroup", "AWS::IAM::User"),
    *("AWS::RDS::DBInstance", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
)
_NO_DATA = (0, 1, 2, 11, 12, 20)


@cache
def full_digest() -> Digest:
    """Return a digest of 22 accounts with everything that a digest can say."""
    chance = random.Random(7)
    accounts = {f"{chance.randrange(10**12):012}": _skewed(chance, 400) for _ in range(22)}
    earlier = {a: _moved(chance, c) for a, c in accounts.items()}
    now = replace(
        snapshot(),
        by_account=accounts,
        by_rule={name: _skewed(chance, 90) for name in (*list(CATALOGUE)[:17], _LONG)},
        by_resource_type={name: _skewed(chance, 300) for name in _TYPES},
    )
    before = {
        1: replace(snapshot(1), by_account=earlier),
        7: replace(snapshot(7), by_account=earlier),
    }
    unknown = UnknownSource(TWO, HERE, "FAILED", "AWS Config is off in this region")
    last_days = [None if n in _NO_DATA else (905 + 2 * n, 95 - 2 * n) for n in range(30)]
    return digest(
        Standing(now, of_the_day=True, before=before),
        *(heard(account, 90 if n < 2 else 1) for n, account in enumerate(accounts)),
        watched=Watched((*accounts, ONE), (HERE,)),
        activity=Activity(210, 34, 51),
        history=history(*last_days),
        oldest=[record(n, days=120 - 9 * n) for n in range(10)],
        mutes=[
            muting("one", resource_id="sg-0001"),
            muting("tagged", resource_id="sg-0002", tag=("team", "payments")),
        ],
        fallback={(ONE, "restricted-ssh"): 1200, (TWO, _LONG): 3},
        resolving=weeks(None, resolved(5, 6, 80), resolved(1, 2, 30, 200), resolved(1, 3, 50)),
        reconciled=reconciled(
            report(found={"missed_change": 3}, closed=2, unknown=(unknown,)), late=False
        ),
    )


def _skewed(chance: random.Random, most: int) -> Counts:
    return counts(chance.randrange(most // 2, most), int(chance.paretovariate(0.8)))


def _moved(chance: random.Random, now: Counts) -> Counts:
    violations = max(0, now.non_compliant + chance.randrange(-4, 9))
    return counts(now.compliant + chance.randrange(-9, 9), violations)


def _nothing() -> Digest:
    standing = Standing(snapshot(), of_the_day=True, before={1: None, 7: None})
    return digest(standing, history=history(*[None] * 30), resolving=weeks(*[None] * 4))


def _team() -> Digest:
    standing = Standing(snapshot(8, one=(90, 10)), of_the_day=True, before={1: None, 7: None})
    return digest(standing, heard(ONE, 1), audience=PAYMENTS, resolving=weeks(*[resolved(2)] * 4))


def _spans() -> Iterator[Span]:
    """Yield results that say all that a result can say, the newest first."""
    story = (
        ("restricted-ssh", "NON_COMPLIANT", 30, None, "Port 22 is open to everyone. " * 8),
        ("restricted-ssh", "COMPLIANT", 2_000, 30, None),
        ("securityhub-restricted-ssh-0a1b2c3d", "INSUFFICIENT_DATA", 4_000, None, None),
        (_LONG, "NOT_APPLICABLE", 90_000, 500, None),
    )
    for rule, status, began, ended, why in story:
        since = NOW - timedelta(minutes=began)
        yield Span(
            StateKey(ONE, HERE, rule, "AWS::EC2::SecurityGroup", "sg-020e5918d504d1a76"),
            Version(since, since, "event"),
            status,
            previous_status=None,
            annotation=why,
            until=None if ended is None else NOW - timedelta(minutes=ended),
            ended_because=None if ended is None else "the rule was deleted",
            gap=ended is not None,
        )


def _timeline(*spans: Span) -> str:
    past = PastOfResource(
        account=ONE,
        resource_type="AWS::EC2::SecurityGroup",
        resource_id=spans[0].key.resource_id if spans else "a" * 768,
        spans=spans,
        more=bool(spans),
    )
    return JinjaPages().timeline(past, NOW, lambda _: Muting(known=True))


def _rule(*oldest: Record) -> str:
    found = OpenOfRule(
        account=ONE,
        rule_name=_LONG,
        violations=[Violation(each, Telling()) for each in oldest],
        more=bool(oldest),
    )
    return JinjaPages().violations(found, NOW, lambda _: Muting(known=True))


# A writer of its own for each page would compile the template anew.
REPORTS = JinjaReports()
FULL_PAGE = REPORTS.page(full_digest())
PAGES = {
    "full": FULL_PAGE,
    "without-data": REPORTS.page(_nothing()),
    "team": REPORTS.page(_team()),
    "timeline": _timeline(*_spans()),
    "timeline-of-nothing": _timeline(),
    "rule": _rule(*full_digest().found.oldest),
    "rule-of-nothing": _rule(),
}
