"""Questions: lists to their end, in each form, and refusals in one line."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.builders.http_events import Answer
from tests.integration.api_command.conftest import Served
from tools.api import finding
from tools.api.__main__ import main
from tools.api.client import TOKEN
from tools.targets import Target

LATER = Answer(503, {"retry-after": "2"}, '{"title": "Service Unavailable", "detail": "later"}')
FORBIDDEN = (
    "403 Forbidden: Forbidden (these credentials may not ask this: the permission is"
    " execute-api:Invoke)"
)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_summary_says_how_all_stands_and_what_it_is_made_of(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", "--start-date", "2026-11-20", "--url", served.url]) == 0
    text = said(capsys)
    for word in ("everything", "222222222222", "s3-bucket-public-read-prohibited", "total events"):
        assert word in text
    assert main(["summary", "--format", "json", "--url", served.url]) == 0
    assert json.loads(said(capsys))["total"] == 40


def test_a_long_summary_says_how_much_more_there_is(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", "--format", "json", "--url", served.url]) == 0
    document = json.loads(said(capsys))
    [counts] = document["by_rule"].values()
    document["by_rule"] = {f"rule-{number:02}": counts for number in range(20)}
    served.answers = [Answer(200, {}, json.dumps(document))]
    assert main(["summary", "--url", served.url]) == 0
    text = said(capsys)
    assert "rule-14" in text
    assert "rule-15" not in text
    assert "... and 5 more" in text


def test_a_summary_that_is_not_complete_says_so_and_where(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", "--url", served.url]) == 0
    assert "NOT COMPLETE" not in said(capsys)
    assert main(["summary", "--format", "json", "--url", served.url]) == 0
    document = json.loads(said(capsys))
    for accounts, more in ((1, ""), (17, "... and 2 more accounts")):
        document["not_recorded"] = {f"{n:012}": ["eu-west-1", "us-east-1"] for n in range(accounts)}
        served.answers = [Answer(200, {}, json.dumps(document))]
        assert main(["summary", "--url", served.url]) == 0
        text = said(capsys)
        assert "NOT COMPLETE: the recorder is stopped here" in text
        assert "000000000000: eu-west-1, us-east-1" in text
        assert ("more accounts" in text) is bool(more)
        assert more in text


@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_a_list_is_walked_to_its_end_in_every_form(
    served: Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("tools.api.listing.PAGE", "7")
    assert main(["states", "--format", form, "--url", served.url]) == 0
    text = said(capsys)
    match form:
        case "json":
            rows = json.loads(text)
        case "ndjson":
            rows = [json.loads(line) for line in text.splitlines()]
        case _:
            rows = list(csv.DictReader(StringIO(text, newline="")))
    assert len({row["resource_id"] for row in rows}) == 40
    assert len(served.asked) == 6


def test_a_list_without_items_is_one_all_the_same(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = ["--account", "999999999999", "--url", served.url]
    assert main(["states", "--format", "json", *nobody]) == 0
    assert json.loads(said(capsys)) == []
    assert main(["states", "--format", "csv", *nobody]) == 0
    assert said(capsys).startswith("status,muted,since,account")
    assert main(["states", *nobody]) == 0
    assert "resource id" in said(capsys)


def test_a_table_shows_what_matters_and_is_steered_by_nothing_in_it(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    item = {"date": "2026-11-19", "counts": {"total": 3, "compliance_percentage": 50.0}}
    rows = [item, {"date": "\x1b[31m", "counts": None}]
    served.answers = [Answer(200, {}, json.dumps({"items": rows}))]
    assert main(["trend", "--days", "2", "--url", served.url]) == 0
    text = said(capsys)
    assert "50.0" in text
    assert "\x1b" not in text
    assert text.splitlines()[2].split() == ["\\x1b[31m", *"-------"]
    assert served.asked[0][0] == "GET /compliance/trend?days=2"
    account = {"account": "222222222222", "silent": True, "counts": None}
    served.answers = [Answer(200, {}, json.dumps({"items": [account], "next_cursor": None}))]
    assert main(["accounts", "--url", served.url]) == 0
    assert "222222222222  yes" in said(capsys)


def test_after_so_many_it_stops_and_says_that_there_are_more(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["events", "--most", "3", "--format", "ndjson", "--url", served.url]) == 0
    got = capsys.readouterr()
    assert got.out.count("\n") == 3
    assert got.err == "3 items; there are more.\n"
    assert main(["events", "--most", "40", "--url", served.url]) == 0
    assert capsys.readouterr().err == "40 items.\n"


def test_a_file_appears_once_all_of_it_is_there(served: Served, tmp_path: Path) -> None:
    path = tmp_path / "states.ndjson"
    asked = ["states", "--format", "ndjson", "--output", str(path), "--url", served.url]
    page = Answer(200, {}, '{"items": [{"account": "1"}], "next_cursor": "forged"}')
    served.answers = [page]
    assert main(asked) == 2
    assert list(tmp_path.iterdir()) == []
    assert main(asked) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["states.ndjson"]
    assert path.read_text().count("\n") == 40


def test_a_problem_is_one_plain_line(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states", "--status", "red", "--url", served.url]) == 2
    line = capsys.readouterr().err
    assert line.startswith("states: 400 Bad Request: status must be one of COMPLIANT, ")
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (
            Answer(403, {}, '{"message": "Forbidden"}'),
            FORBIDDEN,
        ),
        (
            Answer(
                500, {}, '{"title": "Internal Server Error", "detail": "no", "request_id": "R"}'
            ),
            "500 Internal Server Error: no (request R)",
        ),
        (Answer(404, {}, "<html>"), "404 Not Found: no reason is given"),
        (Answer(404, {}, "[]"), "404 Not Found: no reason is given"),
    ],
)
def test_whoever_refuses_it_is_said_in_a_line(
    served: Served, capsys: pytest.CaptureFixture[str], answer: Answer, line: str
) -> None:
    served.answers = [answer]
    assert main(["states", "--url", served.url]) == 2
    assert capsys.readouterr().err == f"states: {line}\n"


def test_what_may_go_well_later_is_asked_again_but_not_for_ever(served: Served) -> None:
    served.answers = [LATER, Answer(429, {}, "")]
    assert main(["states", "--url", served.url]) == 0
    assert len(served.asked) == 3
    served.answers = [LATER] * 4
    assert main(["states", "--url", served.url]) == 2
    assert not served.answers


def test_an_address_where_nobody_answers_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["states", "--url", "http://127.0.0.1:9"]) == 2
    assert "http://127.0.0.1:9 does not answer" in capsys.readouterr().err
    assert main(["states", "--url", "ftp://somewhere"]) == 2
    assert "it has to begin with https://" in capsys.readouterr().err


def test_requests_are_signed_for_the_region_of_the_address(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["rules", "--most", "1", "--url", served.url]) == 0
    signature = served.asked[0][1]["Authorization"]
    assert signature.startswith("AWS4-HMAC-SHA256 Credential=111111111111/")
    assert "/eu-central-1/execute-api/aws4_request" in signature
    monkeypatch.setenv(TOKEN, "token")
    assert main(["states", "--url", served.url]) == 0
    assert served.asked[-1][1]["Authorization"] == "Bearer token"


def test_the_region_is_that_of_the_api_s_own_name() -> None:
    from tools.api.arguments import parser  # noqa: PLC0415 - beside what it is about

    url = "https://abc123.execute-api.us-west-2.amazonaws.com/"
    found = finding.find(parser().parse_args(["states", "--url", url]))
    assert (found.region, found.url) == ("us-west-2", url[:-1])


def test_without_an_address_the_stack_says_where_the_api_is(
    served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import boto3  # noqa: PLC0415 - beside what it is about

    def named(url: str) -> None:
        target = Target(
            name="stack S", session=boto3.Session(), tables={}, queues={}, functions={}, api_url=url
        )
        monkeypatch.setattr("tools.targets.find", lambda _: target)

    named(served.url)
    assert main(["states"]) == 0
    named("")
    assert main(["states"]) == 2
    assert "stack S names no API: deploy the master's stack" in capsys.readouterr().err


def test_without_credentials_or_a_region_it_is_said_what_to_set(
    served: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    assert main(["states", "--url", served.url]) == 2
    assert "AWS_PROFILE" in capsys.readouterr().err
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert main(["states", "--url", served.url]) == 2
    assert "AWS_REGION" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["timeline"], ["states", "--most", "0"], []])
def test_a_mistake_in_the_arguments_ends_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert "usage: python -m tools.api" in capsys.readouterr().err


def test_an_interrupted_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tools.targets.find", interrupt)
    assert main(["states"]) == 2
    assert "Interrupted." in capsys.readouterr().err
