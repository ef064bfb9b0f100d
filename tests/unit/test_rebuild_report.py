"""What `tools.rebuild` says of what it found."""

import json

import pytest

from shared.domain.comparison import Comparison, Difference, RollupDifference, StateDifference
from shared.domain.observations import Evaluation
from shared.domain.rollups import Counts, RollupKey
from shared.domain.state import Closing, insert
from tests.builders.observations import C, N, at, key, result
from tools.rebuild import command, report
from tools.rebuild.__main__ import main
from tools.rebuild.differences import row

OPEN = insert(None, result(1, N))
ROLLUP = RollupKey("222222222222", "eu-central-1", key().rule_name, key().resource_type)
MISCOUNTED = RollupDifference(ROLLUP, Counts(2, 1, 1), Counts(1, 0, 1), Counts())
type Output = pytest.CaptureFixture[str]


def difference(stored: Evaluation | None, rebuilt: Evaluation | None) -> StateDifference:
    records = [insert(None, heard) if heard else None for heard in (stored, rebuilt)]
    return StateDifference(key(), *records)


@pytest.mark.parametrize(
    ("pair", "stored", "rebuilt"),
    [
        (difference(result(1, C), result(1, N)), f"status: {C}", f"status: {N}"),
        (difference(result(1, N), None), f"status: {N}\n", "nothing"),
        (difference(None, result(1, N)), "nothing", f"status: {N}\n"),
        (
            difference(result(1, N, event_id="a"), result(1, N, event_id="b")),
            "began: 2026-11-20T09:01:00.000000Z|2026-11-20T09:01:00.000000Z|a\n",
            "began: 2026-11-20T09:01:00.000000Z|2026-11-20T09:01:00.000000Z|b\n",
        ),
        (MISCOUNTED, "2 total, 1 compliant, 1 non_compliant", "nothing\n(its states: 1 total,"),
    ],
)
def test_a_row_shows_what_is_not_the_same(pair: Difference, stored: str, rebuilt: str) -> None:
    name, left, right = row(pair)
    assert name.startswith("222222222222\neu-central-1\n")
    assert left.startswith(stored)
    assert right.startswith(rebuilt)


def test_a_closed_state_is_called_closed() -> None:
    closed = insert(None, Closing(key(), result(1, N).version, "it is gone"))
    _, stored, rebuilt = row(StateDifference(key(), closed, OPEN))
    assert stored == "status: closed\nclosed_because: it is gone"
    assert rebuilt == f"status: {N}\nclosed_because: None"


def test_the_last_line_counts_each_kind(capsys: Output) -> None:
    differences: frozenset[Difference] = frozenset(
        {
            difference(result(1, N), None),
            difference(None, result(1, N)),
            difference(result(1, C), result(1, N)),
            difference(result(2, C), result(1, N)),
            MISCOUNTED,
        }
    )
    report.show(Comparison(states=3412, beyond=120, differences=differences), 12)
    assert capsys.readouterr().out.endswith(
        "In 12 places 2 states and 1 rollup are not what their history says, 1 state should be"
        " stored, and 1 state should not. Equal: 3,412 states, 120 beyond the history.\n"
    )


def test_what_moves_is_said_to_move(capsys: Output) -> None:
    moving = Comparison(states=1, unsettled=frozenset({MISCOUNTED}))
    report.show(moving, 1)
    assert capsys.readouterr().out == (
        "1 of states, rollups and sums changed each time they were looked at."
        " Run it again when less is written.\n"
    )
    said = json.loads(report.as_json(moving, 1))
    assert (said["equal"], said["unsettled"]) == (False, 1)
    [listed] = said["differences"]
    assert (listed["kind"], listed["settled"]) == ("rollups", False)


def test_a_program_is_told_what_is_not_there() -> None:
    found = Comparison(differences=frozenset({difference(None, result(1, N))}))
    [listed] = json.loads(report.as_json(found, 1))["differences"]
    assert (listed["kind"], listed["stored"]) == ("not_stored", None)
    assert listed["of_history"]["since"] == at(1).isoformat().replace("+00:00", ".000Z")


def test_who_interrupts_it_is_told_that_nothing_was_written(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run", interrupted)
    assert main([]) == 2
    assert capsys.readouterr().err == "rebuild: interrupted; nothing was written.\n"
