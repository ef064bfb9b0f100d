"""Whatever anybody writes, the digest stays within Slack's limits and does nothing of its own."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.change_counts import ChangeCounts
from shared.domain.changing import ChangedResource, Changing, Interval
from shared.domain.mutes import Mute
from shared.domain.observations import ResourceKey, StateKey, Version
from shared.domain.reconciliation import ReconcileReport, UnknownSource
from shared.domain.rollups import Counts
from shared.domain.sending import Report
from shared.domain.shadow import ShadowedRule, Shadows
from shared.domain.silence import Watched
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.standing import Standing
from shared.domain.state import Record
from tests.builders.hostile_text import hostile
from tests.builders.mutes import muting
from tests.builders.slack_payloads import markup, problems
from tests.builders.snapshots import (
    API,
    HERE,
    ONE,
    THREE,
    TWO,
    counts,
    digest,
    heard,
    history,
    mute,
    reconciled,
    report,
    resolved,
    snapshot,
    weeks,
)
from tests.fakes.clock import NOW

WRITER = JinjaMessages()
DRAWING = JinjaMessages(charts=True)
REPORT = Report(f"{API}/reports/daily_2026-11-19_organisation-1?expires=1&signature=2", NOW)

groups = st.dictionaries(hostile, st.builds(Counts, *[st.integers(0, 10**9)] * 5), max_size=12)
moments = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda ago: NOW - ago)
numbers = st.dictionaries(hostile, st.integers(1, 10**9), max_size=12)
changed = st.none() | st.builds(ChangeCounts, numbers, numbers)
snapshots = st.builds(Snapshot, moments, groups, groups, groups, changes=changed)
sources = st.builds(UnknownSource, *[hostile] * 4, st.none() | moments)
shadowed = st.builds(ShadowedRule, hostile, moments, st.none() | st.integers(0, 10**9))
resources = st.builds(
    ChangedResource,
    st.builds(ResourceKey, *[hostile] * 4),
    st.integers(0, 10**9),
    st.integers(1, 10**9),
)
intervals = st.builds(Interval, moments, st.just(NOW))
reports = st.none() | st.just(REPORT)


def some[T](values: st.SearchStrategy[T], most: int = 12) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=most).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    began = Version(draw(moments))
    state = StateKey(*(draw(hostile) for _ in range(5)))
    return Record(state, "NON_COMPLIANT", began, exact=True, trail=(began,))


@st.composite
def mutes(draw: st.DrawFn) -> Mute:
    names = ("account", "rule_name", "resource_type", "resource_id")
    said = {name: draw(hostile) or "-" for name in names}
    said["tag"] = f"{draw(hostile) or '-'}={draw(hostile)}"
    given = {"owner": draw(hostile), "reason": draw(hostile)}
    return muting(days=draw(st.integers(1, 90)), **said, **given)


@settings(max_examples=12)
@given(
    st.none() | st.builds(Changing, some(resources), st.integers(0, 10**9), intervals),
    st.builds(
        Standing,
        snapshots,
        st.booleans(),
        st.fixed_dictionaries({1: st.none() | snapshots, 7: st.none() | snapshots}),
    ),
    st.lists(st.builds(Heard, hostile, hostile, *[st.none() | moments] * 3), max_size=12),
    st.lists(hostile, max_size=12),
    st.builds(report, unknown=some(sources), unknown_more=st.integers(0, 9)),
    reports,
)
def test_no_name_breaks_the_digest(
    changing: Changing | None,
    standing: Standing,
    places: list[Heard],
    accounts: list[str],
    last: ReconcileReport,
    linked: Report | None,
) -> None:
    watched = Watched(tuple(accounts), (HERE,))
    known = reconciled(last, late=False)
    made = digest(standing, *places, watched=watched, reconciled=known, changing=changing)
    message = WRITER.digest(made, linked)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(
    unclassified=some(hostile),
    oldest=some(records()),
    active=some(mutes(), 7),
    fallback=st.dictionaries(st.tuples(hostile, hostile), st.integers(1, 10**9), max_size=9),
    shadows=st.builds(Shadows, some(shadowed), some(shadowed)),
    linked=reports,
)
def test_nothing_that_a_digest_lists_breaks_it(
    unclassified: tuple[str, ...],
    oldest: tuple[Record, ...],
    active: tuple[Mute, ...],
    fallback: dict[tuple[str, str], int],
    shadows: Shadows,
    linked: Report | None,
) -> None:
    made = digest(
        Standing(snapshot(one=(3, 20)), of_the_day=True),
        unclassified=unclassified,
        oldest=oldest,
        mutes=active,
        fallback=fallback,
        shadows=shadows,
    )
    message = WRITER.digest(made, linked)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


def test_a_digest_that_has_all_that_there_can_be_is_one_message() -> None:
    before = {n: snapshot(n, one=(1, 3), two=(3, 1)) for n in (1, 7)}
    now = Snapshot(
        NOW,
        snapshot(one=(3, 1), two=(1, 3)).by_account,
        {"restricted-ssh": counts(2, 2)},
        {"AWS::EC2::SecurityGroup": counts(2, 2)},
        muted=1,
        changes=ChangeCounts({f"rule-{n}": 9 for n in range(9)}, {"AWS::EC2::SecurityGroup": 81}),
    )
    before = {days: replace(known, changes=ChangeCounts()) for days, known in before.items()}
    rules = tuple(ShadowedRule(f"rule-{n}", NOW, n) for n in range(12))
    busy = ResourceKey(ONE, HERE, "AWS::EC2::SecurityGroup", "sg-1")
    unknown = tuple(UnknownSource(TWO, HERE, "FAILED", "off") for _ in range(12))
    made = digest(
        Standing(now, of_the_day=True, before=before),
        *(heard(ONE, 1), heard(TWO, 90), mute(THREE)),
        watched=Watched((ONE, TWO, THREE), (HERE,)),
        history=history(*[(3, 1)] * 30),
        resolving=weeks(resolved(1), resolved(2)),
        reconciled=reconciled(report(unknown=unknown, unknown_more=3), late=False),
        unclassified=("a-rule",),
        oldest=[
            Record(StateKey(ONE, HERE, "r", "t", "x"), "NON_COMPLIANT", Version(NOW), exact=True)
        ],
        mutes=[muting(days=3)],
        fallback={(ONE, "r"): 1},
        shadows=Shadows(rules, rules),
        changing=Changing((ChangedResource(busy, 3, 9),) * 9, 81, Interval(NOW, NOW)),
    )
    for linked, writer in product((REPORT, None), (WRITER, DRAWING)):
        message = writer.digest(made, linked)
        assert not problems(message)
        # Slack takes 50 blocks: what is added has to leave room for what is not there yet.
        assert len(message.blocks) <= 45
