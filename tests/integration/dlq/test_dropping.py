"""Letters are dropped when it is clear which are meant, and that it is meant."""

import pytest

from tests.builders.dlq import Dlq


def test_letters_are_dropped_by_id_by_reason_or_all_and_nothing_else(dlq: Dlq) -> None:
    first = dlq.put("1", Reason="a reason")
    for number in range(2, 5):
        dlq.put(str(number), Reason="Another Reason" if number % 2 else "a third")
    assert dlq.run("drop", first[:8], first, "--yes") == 0
    assert "1 of 1 letter is dropped" in dlq.out
    assert [letter["body"] for letter in dlq.listed() if letter["id"] == first] == []
    assert dlq.run("drop", "--reason", "another", "--dry-run") == 0
    assert "1 letter would be dropped" in dlq.out
    assert len(dlq.listed()) == 3
    assert dlq.run("drop", "--reason", "another", "--yes") == 0
    assert {letter["reason"] for letter in dlq.listed()} == {"a third"}
    assert dlq.run("drop", "--all", "--yes") == 0
    assert "2 of 2 letters are dropped" in dlq.out
    assert dlq.listed() == []


@pytest.mark.parametrize("short", ["", "3f2"])
def test_the_beginning_of_an_id_that_is_too_short_drops_nothing(dlq: Dlq, short: str) -> None:
    dlq.put("x")
    assert dlq.run("drop", short, "--yes") == 1
    assert len(dlq.listed()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "say which letters are meant"),
        (["--all", "--reason", "x", "--yes"], "say which letters are meant"),
        (["--all"], "nobody can be asked here"),
    ],
)
def test_what_is_not_said_clearly_is_not_done(dlq: Dlq, arguments: list[str], says: str) -> None:
    dlq.put("x")
    assert dlq.run("drop", *arguments) == 2
    [line] = dlq.err.splitlines()
    assert says in line
    assert len(dlq.listed()) == 1


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("no", 1), ("", 1), (None, 1)])
def test_on_a_terminal_it_asks(
    dlq: Dlq, monkeypatch: pytest.MonkeyPatch, answer: str | None, left: int
) -> None:
    def ask(_question: str) -> str:
        if answer is None:
            raise EOFError
        return answer

    dlq.put("x")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", ask)
    assert dlq.run("drop", "--all") == left
    assert len(dlq.listed()) == left
