"""Who hears of alarms, and that each alarm and its entry in the runbook have each other."""

import re
from pathlib import Path
from typing import Any

import pytest

from stacks.operations_settings import operations_warnings
from tests.infrastructure.conftest import HEARERS, RUNBOOK_URL
from tests.infrastructure.synthesis import Template, logical_ids

ROOT = Path(__file__).resolve().parents[2]
RUNBOOK = ROOT / "docs" / "operations.md"
OUTCOME = 5  # words: what was tried, and what came of it


def alarms(template: Template) -> dict[str, dict[str, Any]]:
    found = template.all("AWS::CloudWatch::Alarm")
    return {name: item["Properties"] for name, item in found.items()}


def anchors(template: Template, base: str) -> list[str]:
    texts = [alarm["AlarmDescription"] for alarm in alarms(template).values()]
    return [text.rpartition(f" Runbook: {base}#")[2] for text in texts]


def entries() -> list[str]:
    """Return the anchors of the runbook's entries, as git servers make them of headings."""
    text = RUNBOOK.read_text(encoding="utf-8")
    section = text.partition("\n## When an alarm goes off\n")[2].partition("\n## ")[0]
    headings = re.findall(r"^### (.+)$", section, flags=re.MULTILINE)
    return [heading.lower().replace(" ", "-") for heading in headings]


@pytest.fixture(params=["webhook", "everything"])
def template(request: pytest.FixtureRequest, master: Template, everything: Template) -> Template:
    return master if request.param == "webhook" else everything


def test_whoever_hears_of_an_alarm_hears_of_its_end(template: Template) -> None:
    (topic,) = template.all("AWS::SNS::Topic")
    for name, alarm in alarms(template).items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": topic}], name
        assert "InsufficientDataActions" not in alarm, name


def test_every_alarm_leads_to_its_entry_in_the_runbook_and_every_entry_is_of_one_alarm(
    everything: Template,
) -> None:
    assert sorted(anchors(everything, RUNBOOK_URL)) == sorted(entries())


def test_without_an_address_of_the_runbook_an_alarm_names_the_file(master: Template) -> None:
    assert set(anchors(master, "docs/operations.md")) < set(entries())


def test_an_entry_says_what_it_means_how_to_look_what_to_do_and_what_was_tried() -> None:
    text = RUNBOOK.read_text(encoding="utf-8").partition("\n## When an alarm goes off\n")[2]
    for entry in text.partition("\n## ")[0].split("\n### ")[1:]:
        parts = re.findall(r"^- \*\*(It means|Look|Do|Tried)\b", entry, flags=re.MULTILINE)
        assert parts == ["It means", "Look", "Do", "Tried"], entry.partition("\n")[0]


# What commands begin with: an entry that names no test has to name one of these.
COMMANDS = ("python -m tools.", "tools.", "aws ", "list", "redrive", "put-secret-value", "POST ")


def tried() -> dict[str, str]:
    """Return what each entry says that was tried, by its heading."""
    text = RUNBOOK.read_text(encoding="utf-8").partition("\n## When an alarm goes off\n")[2]
    parts = [entry.partition("\n") for entry in text.partition("\n## ")[0].split("\n### ")[1:]]
    return {
        heading: " ".join(entry.partition("- **Tried**: ")[2].split())
        for heading, _, entry in parts
    }


@pytest.mark.parametrize("heading", sorted(tried()))
def test_what_was_tried_is_a_test_that_is_there_or_what_came_of_commands(heading: str) -> None:
    said = tried()[heading]
    quoted = re.findall(r"`([^`]+)`", said)
    tests = [name for name in quoted if name.startswith("tests/")]
    assert all((ROOT / name).is_file() for name in tests)
    assert tests or any(name.startswith(COMMANDS) for name in quoted), said
    beside = re.sub(r"`[^`]+`", "", said)
    assert len(beside.split()) >= OUTCOME, "what came of it"


def test_people_and_programs_hear_of_alarms(everything: Template, master: Template) -> None:
    subscribed = [
        (item["Properties"]["Protocol"], item["Properties"]["Endpoint"])
        for item in everything.all("AWS::SNS::Subscription").values()
    ]
    assert sorted(subscribed) == [("email", HEARERS[0]), ("https", HEARERS[1])]
    assert not master.all("AWS::SNS::Subscription")
    assert logical_ids(master.body["Outputs"]["OperationsTopicArn"]["Value"]) == set(
        master.all("AWS::SNS::Topic")
    )


def test_that_nobody_hears_of_alarms_is_a_warning() -> None:
    (warning,) = operations_warnings((), RUNBOOK_URL)
    assert warning.startswith("operations_subscribers: is empty")
    heard = ("ops@example.com", "https://pager.example.com/")
    assert not list(operations_warnings(heard, RUNBOOK_URL))


def test_that_who_hears_of_an_alarm_gets_no_link_to_its_entry_is_a_warning() -> None:
    (warning,) = operations_warnings(("ops@example.com",), "docs/operations.md")
    assert warning.startswith("runbook_url: is 'docs/operations.md', which nobody can open")


@pytest.mark.parametrize("secret", ["/integration/abc123/enqueue", "?key=abc123", "/#abc123"])
def test_that_an_address_may_give_away_a_key_is_a_warning_which_does_not_say_it(
    secret: str,
) -> None:
    (warning,) = operations_warnings(
        ("ops@example.com", f"https://pager.example.com{secret}"), RUNBOOK_URL
    )
    assert warning.startswith("operations_subscribers: 1 of them may hold a key in the address")
    assert "abc123" not in warning


def test_alarms_of_this_account_alone_may_publish_and_nobody_without_tls(master: Template) -> None:
    (policy,) = master.all("AWS::SNS::TopicPolicy").values()
    refused, allowed = policy["Properties"]["PolicyDocument"]["Statement"]
    assert refused["Effect"] == "Deny"
    assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allowed["Action"] == "sns:Publish"
    assert allowed["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "111111111111"},
        "ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:111111111111:alarm:*"},
    }


def test_agents_have_no_alarm_that_nobody_would_hear_and_each_account_pay(agent: Template) -> None:
    assert not alarms(agent)
