"""What people read in the digest."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.delivery import Message
from shared.domain.digest import Standing
from shared.domain.reconciled import Reconciled
from shared.domain.reconciliation import ReconcileReport, UnknownSource
from shared.domain.rollups import Activity, Counts
from shared.domain.silence import Watched
from shared.domain.snapshots import Heard, Snapshot
from tests.builders.slack_payloads import problems, texts
from tests.builders.snapshots import (
    HERE,
    ONE,
    THERE,
    THREE,
    TWO,
    counts,
    digest,
    heard,
    mute,
    report,
    snapshot,
)
from tests.fakes.clock import NOW

WRITER = JinjaMessages()
FULL = Standing(
    replace(
        snapshot(one=(3, 1), two=(1, 1)),
        by_rule={"restricted-ssh": counts(2, 2)},
        by_resource_type={"AWS::EC2::SecurityGroup": counts(2, 2)},
    ),
    of_the_day=True,
    day_before=snapshot(1, one=(1, 1), two=(1, 1)),
)


def both(message: Message) -> tuple[str, str]:
    assert not problems(message)
    blocks = "\n".join(texts(list(message.blocks)))
    return message.text, blocks.replace("`", "").replace("*", "")


def test_it_says_how_things_stand_and_what_changed() -> None:
    made = digest(
        FULL,
        heard(ONE, 1),
        heard(TWO, 60),
        watched=Watched((ONE, TWO, THREE), (HERE, THERE)),
        activity=Activity(9, 4, 3),
    )
    for text in both(WRITER.digest(made)):
        for part in (
            "📊 Compliance digest of Thursday, 19 November 2026",
            "2026-11-19 in Europe/Berlin (2026-11-18 23:00:00 UTC to 2026-11-19 23:00:00 UTC)",
            "As of 2026-11-20 12:00:00 UTC",
            "66.67 %",
            "+16.67 points",
            "over 7 days: no data",
            f"{ONE}: 75.00 % (1 non-compliant of 4), since the day before: +25.00 points",
            f"{TWO}: 50.00 % (1 non-compliant of 2), no data on change: not heard from",
            f"{THREE}: no data",
            "restricted-ssh: 2 non-compliant of 4",
            "AWS::EC2::SecurityGroup: 2 non-compliant of 4",
            f"{TWO} in eu-central-1: nothing since 2026-11-18 00:00:00 UTC",
            f"{THREE}: never heard from",
            f"{ONE} in us-east-1: never heard from",
        ):
            assert part in text
    assert "New violations: 4\nResolved violations: 3\n" in WRITER.digest(made).text


def test_a_score_that_did_not_change_says_so() -> None:
    made = digest(replace(FULL, day_before=FULL.snapshot), heard(ONE, 1))
    for text in both(WRITER.digest(made)):
        assert "since the day before: unchanged" in text


def test_with_nothing_to_tell_it_still_reads_well() -> None:
    made = digest(Standing(snapshot(), of_the_day=True), activity=Activity())
    text, blocks = both(WRITER.digest(made))
    for said in (text, blocks):
        assert "no data" in said
        assert "No account has been heard from yet." in said
        assert "Most violated" not in said


def test_the_present_is_not_passed_off_as_another_day() -> None:
    made = digest(replace(FULL, of_the_day=False), heard(ONE, 1))
    for text in both(WRITER.digest(made)):
        assert "No snapshot of that day is kept: this is how things stand now" in text
    assert "New violations: no data" in WRITER.digest(made).text


def test_nothing_is_cut_without_saying_how_much() -> None:
    many = {f"{n:012}": counts(0, n + 1) for n in range(25)}
    standing = Standing(Snapshot(NOW, many, many, many), of_the_day=True)
    places = [heard(account, 99) for account in many]
    sources = tuple(UnknownSource(account, HERE, "FAILED", "") for account in many)
    last = report(unknown=sources, unknown_more=0)
    made = digest(standing, *places, reconciled=Reconciled(last, late=False))
    for text in both(WRITER.digest(made)):
        assert text.count("and 15 more") == 5


def test_a_place_that_never_spoke_says_when_its_states_were_compared() -> None:
    made = digest(FULL, heard(ONE, 1), mute(ONE, THERE, hours_ago=3))
    for text in both(WRITER.digest(made)):
        assert (
            f"{ONE} in us-east-1: never heard from,"
            " last compared with AWS Config 2026-11-20 09:00:00 UTC" in text
        )


names = st.text(alphabet=st.characters(), max_size=8) | st.sampled_from(
    ["<!here>", "`", "&" * 300, "😀" * 200]
)
groups = st.dictionaries(names, st.builds(Counts, *[st.integers(0, 10**9)] * 5), max_size=12)
moments = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda ago: NOW - ago)
snapshots = st.builds(Snapshot, moments, groups, groups, groups)
sources = st.builds(UnknownSource, names, names, names, names, st.none() | moments)


def some[T](values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=12).map(tuple)


@settings(max_examples=12)
@given(
    st.builds(Standing, snapshots, st.booleans(), st.none() | snapshots, st.none() | snapshots),
    st.lists(st.builds(Heard, names, names, *[st.none() | moments] * 3), max_size=12),
    st.lists(names, max_size=12),
    st.builds(report, unknown=some(sources), unknown_more=st.integers(0, 9)),
)
def test_no_name_breaks_the_digest(
    standing: Standing, places: list[Heard], accounts: list[str], last: ReconcileReport
) -> None:
    watched = Watched(tuple(accounts), (HERE,))
    made = digest(standing, *places, watched=watched, reconciled=Reconciled(last, late=False))
    assert not problems(WRITER.digest(made))
