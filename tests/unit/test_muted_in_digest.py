"""The violations that a digest names one by one say which of them are muted, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.delivery import Message
from shared.domain.digest import Digest
from shared.domain.observations import StateKey, Version
from shared.domain.sending import Report
from shared.domain.standing import Standing
from shared.domain.state import Record
from tests.builders.digest_office import DigestOffice
from tests.builders.mutes import muting
from tests.builders.pages import REPORTS
from tests.builders.slack_payloads import problems, texts
from tests.builders.snapshots import API, ONE, TWO, digest, record, snapshot
from tests.fakes.clock import NOW

WRITER = JinjaMessages()
REPORT = Report(f"{API}/reports/daily_2026-11-19_organisation-1?expires=1&signature=2", NOW)
STANDING = Standing(snapshot(one=(3, 3)), of_the_day=True)
MUTED, PLAIN, UNKNOWN = (record(n, days=9, account=a) for n, a in ((1, ONE), (2, ONE), (3, TWO)))
MUTES = (
    muting("short", days=3, resource_id="sg-0001"),
    muting("long", days=7, resource_id="sg-0001"),
    muting("over", days=1, resource_id="sg-0002", ended_at=NOW - timedelta(minutes=1)),
    muting("tagged", account=TWO, tag=("team", "payments")),
)


def made() -> Digest:
    return digest(STANDING, oldest=(MUTED, PLAIN, UNKNOWN), mutes=MUTES)


def line_about(named: Record, message: str) -> str:
    [line] = [line for line in message.splitlines() if named.key.resource_id in line][:1]
    return line.replace("`", "")


def section(message: Message) -> str:
    [found] = [text for text in texts(list(message.blocks)) if "Open for the longest" in text]
    return found


def test_in_slack_it_stands_behind_what_is_muted_and_what_nobody_knows() -> None:
    message = WRITER.digest(made(), REPORT)
    assert not problems(message)
    for shown in (message.text.partition("Open for the longest")[2], section(message)):
        assert line_about(MUTED, shown).endswith(f"{ONE}); muted until 2026-11-27 09:00:00 UTC")
        assert line_about(PLAIN, shown).endswith(f"{ONE})")
        assert line_about(UNKNOWN, shown).endswith(f"{TWO}); not known whether it is muted")


def test_in_the_report_it_has_a_column() -> None:
    rows = REPORTS.page(made()).partition("Open for the longest")[2].split("<tr>")
    for named, said in (
        (MUTED, "until 2026-11-27 09:00:00 UTC"),
        (PLAIN, "no"),
        (UNKNOWN, "not known"),
    ):
        [row] = [row for row in rows if f">{named.key.resource_id}</a>" in row]
        assert f'<td data-name="Muted">{said}</td>' in row


def test_what_is_muted_now_is_said_of_what_is_open_now() -> None:
    office = DigestOffice()
    mute = muting(resource_id="bucket-2")
    office.mutes.mutes[mute.id] = mute
    [(oldest, _, found)] = office.send().oldest
    assert oldest.key.resource_id == "bucket-2"
    assert (found.muted, found.until) == (True, mute.until)


@pytest.mark.parametrize(
    "worst", ["&" * 3100, "<" * 3100, "😀" * 1600, "\u202e\u05e9\u05dc\n" * 800]
)
@pytest.mark.parametrize("report", [None, REPORT], ids=["without report", "with report"])
def test_the_longest_names_leave_room_for_it(worst: str, report: Report | None) -> None:
    began = Version(NOW - timedelta(days=20_000, hours=23))
    oldest = [
        Record(StateKey(*(worst,) * 4, f"{worst}{n}"), "NON_COMPLIANT", began, exact=True)
        for n in range(50)
    ]
    day = replace(STANDING, snapshot=replace(STANDING.snapshot, taken_at=NOW - timedelta(days=9)))
    for mute, said in (
        (muting(account=worst), "; muted until"),
        (muting(account=worst, tag=("team", "payments")), "; not known"),
    ):
        message = WRITER.digest(digest(day, oldest=oldest, mutes=[mute]), report)
        assert not problems(message)
        assert section(message).count(said) == 10
        assert "all that are open" in section(message)
