"""Tables say what is muted and what the score is without it; a dash where that is not known."""

import json

import pytest

from tests.builders.exporting import OTHER
from tests.builders.http_events import Answer
from tests.integration.api_command.conftest import Served
from tools.api.__main__ import main
from tools.mute.__main__ import main as mute

WHY = ("--reason", "a migration is under way", "--until", "2026-11-27")
HERE = "222222222222"
# Every third is a violation, every fourth is of the other account.
MUTED, PLAIN, UNKNOWN = "bucket-0003", "bucket-0006", "bucket-0012"


def mute_one(served: Served) -> None:
    assert mute(["add", "--resource-id", MUTED, *WHY, "--url", served.url]) == 0


def mute_by_tag(served: Served) -> None:
    tagged = ("--account", OTHER, "--tag", "team=payments")
    assert mute(["add", *tagged, *WHY, "--url", served.url]) == 0


def rows(
    served: Served, capsys: pytest.CaptureFixture[str], *asked: str
) -> tuple[list[str], list[list[str]]]:
    capsys.readouterr()
    assert main([*asked, "--url", served.url]) == 0
    titles, *lines = capsys.readouterr().out.splitlines()
    return titles.split(), [line.split() for line in lines]


@pytest.mark.parametrize("question", ["states", "violations"])
def test_a_row_says_whether_it_is_muted_or_that_nobody_knows(
    served: Served, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    mute_one(served)
    mute_by_tag(served)
    titles, found = rows(served, capsys, question)
    column = titles.index("muted")
    said = {name: row[column] for row in found for name in row if name.startswith("bucket-")}
    assert (said[MUTED], said[PLAIN], said[UNKNOWN]) == ("yes", "no", "-")


def test_a_result_that_lasts_says_whether_it_is_muted(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    mute_one(served)
    for bucket, said in ((MUTED, "yes"), (PLAIN, "no")):
        titles, [row] = rows(served, capsys, "timeline", "--resource-id", bucket)
        assert row[titles.index("muted")] == said


def test_the_summary_has_both_scores_and_how_many_are_muted(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    def whole() -> list[str]:
        return rows(served, capsys, "summary")[1][0]

    assert rows(served, capsys, "summary")[0][-4:] == ["muted", "%", "without", "muted"]
    assert whole() == ["everything", "65.0", "26", "14", "0", "40", "0", "65.0"]
    mute_one(served)
    assert whole() == ["everything", "65.0", "26", "14", "0", "40", "1", "66.67"]
    mute_by_tag(served)
    assert whole() == ["everything", "65.0", "26", "14", "0", "40", "-", "-"]


def test_a_day_has_both_scores_and_how_many_were_muted(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {"compliance_percentage": 50.0, "compliant": 2, "non_compliant": 2, "total": 4}
    days = [
        {"date": "2026-11-18", "counts": counts, "muted": muted, name: without}
        for name in ["compliance_percentage_without_muted"]
        for muted, without in ((1, 66.67), (0, 50.0), (None, None))
    ]
    served.answers = [Answer(200, {}, json.dumps({"items": days}))]
    _, found = rows(served, capsys, "trend")
    assert [row[-3:-1] for row in found] == [["1", "66.67"], ["0", "50.0"], ["-", "-"]]
