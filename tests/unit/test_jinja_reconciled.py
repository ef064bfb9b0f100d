"""What the digest says of comparing with AWS Config."""

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.reconciled import Reconciled
from shared.domain.reconciliation import Cause, ReconcileReport, UnknownSource
from shared.domain.standing import Standing
from tests.builders.pages import REPORTS
from tests.builders.slack_payloads import problems, texts
from tests.builders.snapshots import (
    HERE,
    ONE,
    TWO,
    digest,
    heard,
    reconciled,
    report,
    snapshot,
)
from tests.fakes.clock import NOW

WRITER = JinjaMessages()
UNKNOWN = (
    UnknownSource(ONE, HERE, "FAILED", "no authorisation\nof `the` <account>", NOW),
    UnknownSource(TWO, HERE, "OUTDATED", ""),
)


def both(last: ReconcileReport | None, *, late: bool = False) -> tuple[str, str]:
    standing = Standing(snapshot(one=(1, 0)), of_the_day=True)
    found = reconciled(last, late=late)
    message = WRITER.digest(digest(standing, reconciled=found), None)
    assert not problems(message)
    blocks = "\n".join(texts(list(message.blocks)))
    return message.text, blocks.replace("`", "").replace("*", "")


def test_a_run_that_found_nothing_says_so_in_two_lines() -> None:
    for text in both(report(hours_ago=10)):
        assert (
            "Last compared with AWS Config: finished 2026-11-20 02:00:00 UTC\n"
            "Compared 100 states in 2 places, missed 0 events (0.00 %)" in text
        )
        for word in ("Closed", "Backfilled", "No longer collected", "Not compared"):
            assert word not in text


def test_what_was_missed_is_told_by_its_cause_in_words() -> None:
    found = dict.fromkeys(Cause, 0) | {
        Cause.MISSED_CHANGE: 2,
        Cause.RULE_GONE: 1,
        Cause.ACCOUNT_GONE: 4,
    }
    for text in both(report(found=found, closed=70, backfilled=9)):
        for line in (
            "missed 3 events (3.00 %): changed results 2, deleted rules 1\n",
            "Closed: 70 states\n",
            "No longer collected: 4 accounts or regions\n",
            "Backfilled: 9 results from before their accounts were watched",
        ):
            assert line in text


def test_every_cause_has_words() -> None:
    for text in both(report(found=dict.fromkeys(Cause, 4444))):
        assert text.replace(",", "").count(" 4444") == len(Cause)


def test_where_nothing_was_compared_there_is_no_percentage() -> None:
    for text in both(report(places=0, compared=0)):
        assert "Compared 0 states in 0 places, missed 0 events (no data)" in text


def test_it_says_that_no_run_has_ever_finished() -> None:
    for text in both(None, late=True):
        assert "No comparison with AWS Config has finished yet" in text
        assert "Compared" not in text


def test_it_says_since_when_no_run_has_finished() -> None:
    for text in both(report(hours_ago=72), late=True):
        assert "No comparison with AWS Config has finished since 2026-11-17 12:00:00 UTC" in text
        assert "Compared 100 states" in text


def test_sources_that_are_unknown_are_named_with_the_reason_and_how_many_more_there_are() -> None:
    text, blocks = both(report(unknown=UNKNOWN, unknown_more=3))
    for said, reason in (
        (text, "no authorisation of `the`"),
        (blocks, "no authorisation of 'the'"),
    ):
        assert (
            f"Not compared or not closed\n{ONE} in eu-central-1: FAILED"
            f" since 2026-11-20 12:00:00 UTC, {reason} &lt;account&gt;\n"
            f"{TWO} in eu-central-1: OUTDATED" in said.replace(":\n", "\n")
        )
        assert "and 3 more" in said
        assert "is left as it was" in said


def test_what_was_left_undone_is_told() -> None:
    for text in both(report(held_back=2, postponed=5)):
        assert "Left to the next run: 5 states\n" in text
        assert "Not closed, because so much was gone at once: 2 places" in text


def test_what_several_runs_of_the_period_found_is_told_together() -> None:
    runs = tuple(report(n, run=f"run-{n}", found={Cause.RULE_GONE: n}, closed=1) for n in (1, 2))
    standing = Standing(snapshot(one=(1, 0)), of_the_day=True)
    made = digest(standing, reconciled=Reconciled(runs[0], late=False, runs=runs))
    said = WRITER.digest(made, None).text
    assert "Compared 200 states in 2 runs, missed 3 events (1.50 %): deleted rules 3" in said
    assert "Closed: 2 states" in said


def test_a_period_in_which_no_run_finished_says_so() -> None:
    standing = Standing(snapshot(one=(1, 0)), of_the_day=True)
    for runs, words in (((), "None finished in this time."), (None, "is no longer kept")):
        made = digest(standing, reconciled=Reconciled(report(), late=False, runs=runs))
        assert words in WRITER.digest(made, None).text
        assert words in REPORTS.page(made)


def test_accounts_that_speak_and_were_never_compared_are_named() -> None:
    places = [heard(f"{n:012}", 1) for n in range(12)]
    made = digest(Standing(snapshot(one=(1, 0)), of_the_day=True), *places)
    message = WRITER.digest(made, None)
    for said in (message.text, "\n".join(texts(list(message.blocks)))):
        assert "Not reconciled" in said
        assert "000000000009" in said.partition("Not reconciled")[2]
        assert "and 2 more" in said.partition("Not reconciled")[2]
    assert "<code>000000000011</code></li>" in REPORTS.page(made)
