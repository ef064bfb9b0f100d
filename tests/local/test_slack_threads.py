"""Threads as Slack has them: answers, edits and what is deleted, through the stub of Slack."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from local.slack.record import Fault, Received
from local.slack.server import SlackStub
from shared.adapters.jinja_messages import JinjaMessages
from tests.builders.notices import ended, opened
from tests.builders.office import Office
from tests.builders.slack import bot_channel, slack


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    with slack() as server:
        yield server


def office_on(stub: SlackStub) -> Office:
    office = Office()
    channel = bot_channel(stub)
    office.desk = replace(office.desk, channel=channel, writer=JinjaMessages())
    return office


def messages(stub: SlackStub) -> list[Received]:
    return [each for each in stub.record.messages() if each.status == 200]


def test_a_thread_is_answered_edited_and_closed(stub: SlackStub) -> None:
    office = office_on(stub)
    office.add(opened(0, "a"))
    office.run()
    for alert in (opened(1, "b"), ended(5, "a"), ended(9, "b", began=1)):
        office.add(alert)
        office.run()
    parent, *answers = messages(stub)
    assert parent.thread_ts is None
    assert {each.thread_ts for each in answers} == {parent.ts}
    assert len(answers) == 3
    assert parent.payload["text"].startswith("✅ Resolved")
    assert "non-compliant for 9 min" in parent.payload["text"]
    assert len(parent.edits) == 3


def test_a_thread_that_is_gone_begins_anew(stub: SlackStub) -> None:
    office = office_on(stub)
    office.add(opened(0, "a"))
    office.run()
    stub.record.set_faults([Fault(error="thread_not_found")])
    office.add(opened(1, "b"))
    office.run()
    old, new = messages(stub)
    assert new.thread_ts is None
    assert "(2 resources)" in new.payload["text"]
    assert "(2 resources)" not in old.payload["text"]


def test_what_is_broadcast_is_an_answer_that_the_channel_sees(stub: SlackStub) -> None:
    channel = bot_channel(stub)
    office = office_on(stub)
    office.add(opened(0, "a"))
    office.run()
    thread = office.threads.get(next(iter(office.threads.kept)))
    assert thread
    assert thread.parent
    channel.post(JinjaMessages().more(thread, [opened(1, "b")]), thread.parent, broadcast=True)
    assert [each.payload.get("reply_broadcast") for each in messages(stub)] == [None, True]
