"""`python -m tools.mute`: muting, looking, ending, and what is asked before much is muted."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.builders.http_events import Answer
from tests.integration.api_command.conftest import Served
from tools.mute.__main__ import main
from tools.mute.arguments import moment, parser, span

ACCOUNT = "222222222222"
REASON = ["--reason", "a migration is under way"]
WHAT = ["--rule-name", "restricted-ssh", "--account", ACCOUNT]
UNTIL = ["--until", "2026-11-27"]
LATER = Answer(503, {"retry-after": "2"}, '{"title": "Service Unavailable", "detail": "later"}')


def added(served: Served, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    given = arguments or (*WHAT, *REASON, *UNTIL)
    assert main(["add", *given, "--format", "json", "--url", served.url]) == 0
    body: dict[str, Any] = json.loads(capsys.readouterr().out)
    return body


def test_what_is_muted_is_shown_listed_and_ended(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    mute = added(served, capsys)
    assert (mute["rule_name"], mute["origin"]) == ("restricted-ssh", "command-line")
    for command in (["show", mute["id"]], ["list"], ["list", "--account", ACCOUNT]):
        assert main([*command, "--url", served.url]) == 0
        assert mute["id"] in capsys.readouterr().out
    assert main(["end", mute["id"], "--url", served.url]) == 0
    assert "ended by" in capsys.readouterr().out
    assert main(["list", "--format", "json", "--url", served.url]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["audit", "--format", "ndjson", "--url", served.url]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["action"] for line in lines] == ["ended", "created"]
    assert served.asked[-1][0].startswith("GET /mutes/audit")


def test_a_span_is_counted_from_now(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    served.answers = [Answer(201, {}, '{"id": "m-1"}')]
    added(served, capsys, *WHAT, *REASON, "--for", "7d")
    assert (span("12h"), span("2w")) == (timedelta(hours=12), timedelta(weeks=2))
    assert moment("2026-11-27T12:00:00") == "2026-11-27T12:00:00+00:00"


def test_what_was_sent_and_not_answered_is_sent_again_and_is_one_mute(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    served.answers = [LATER, LATER]
    added(served, capsys)
    keys = {headers["Idempotency-Key"] for _, headers in served.asked}
    assert (len(served.asked), len(keys)) == (3, 1)
    assert main(["list", "--url", served.url]) == 0
    assert capsys.readouterr().err == "1 item.\n"


@pytest.mark.parametrize(("said", "status"), [("y", 0), ("YES", 0), ("", 1), ("n", 1)])
def test_before_a_whole_account_is_muted_it_is_asked(
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: str,
    status: int,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: said)
    account = ["--account", ACCOUNT, "--region", "eu-central-1"]
    assert main(["add", *account, *REASON, *UNTIL, "--url", served.url]) == status
    assert "This mutes all violations of 222222222222 in eu-central-1." in capsys.readouterr().err
    assert len(served.asked) == (status == 0)


def test_where_nobody_can_be_asked_it_has_to_be_said_beforehand(
    served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    whole = ["add", "--account", ACCOUNT, *REASON, *UNTIL, "--url", served.url]
    assert main(whole) == 2
    assert "add: this mutes a whole account: add --yes" in capsys.readouterr().err
    assert main([*whole, "--yes"]) == 0


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["show", "m-none"], "show: 404 Not Found: There is no such mute"),
        (["end", "../exports"], "end: '../exports' is not the id of a mute"),
        (["add", *REASON, *UNTIL, "--tag", "a=b", "--region", "x"], "add: 400 Bad Request: region"),
        (["add", *WHAT, *UNTIL, "--reason", "short"], "add: 400 Bad Request: reason must be"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    served: Served, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    assert main([*arguments, "--url", served.url]) == 2
    err = capsys.readouterr().err
    assert err.startswith(line)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", *WHAT, *REASON],
        ["add", *WHAT, *REASON, "--for", "0d"],
        ["add", *WHAT, *REASON, "--for", "soon"],
        ["add", *WHAT, *REASON, "--until", "tomorrow"],
        ["add", *WHAT, *REASON, *UNTIL, "--for", "1d"],
        ["list", "--most", "0"],
        [],
    ],
)
def test_a_mistake_in_the_arguments_ends_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert "usage: python -m tools.mute" in capsys.readouterr().err
    assert parser().parse_args(["list", "--most", "3"]).most == 3


def test_an_interrupted_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tools.targets.find", interrupt)
    assert main(["list"]) == 2
    assert "Interrupted." in capsys.readouterr().err
