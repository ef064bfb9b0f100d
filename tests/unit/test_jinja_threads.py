"""The messages of threads say how things stand, and since when."""

from dataclasses import replace

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain import threads as steps
from shared.domain.delivery import Message
from shared.domain.thread_keys import group_of
from shared.domain.threads import LISTED, Person, Thread
from tests.builders.notices import ended, opened
from tests.builders.slack_payloads import problems, texts
from tests.fakes.clock import NOW
from tests.fakes.fixed_links import FixedLinks

WRITER = JinjaMessages()
ADA = Person("U1", "Ada <!channel>", NOW)


def thread_of(number: int, over: int = 0) -> Thread:
    told = [opened(n, f"bucket-{n}", why=f"Port {n} is open.") for n in range(number)]
    thread = steps.joined(steps.following(None, group_of(told[0]), told[0]), told, NOW)
    ends = [ended(185, f"bucket-{n}", began=n) for n in range(over)]
    return steps.ended(thread, ends, NOW) if ends else thread


def both(message: Message) -> tuple[str, str]:
    """Return the text of a message, and all texts of its blocks."""
    assert not problems(message)
    return message.text, "\n".join(texts(list(message.blocks)))


def test_an_open_thread_says_what_is_wrong_and_what_to_do() -> None:
    for text in both(WRITER.thread(thread_of(2))):
        for part in ("Critical violation", "(2 resources)", "bucket-0", "Port 1 is open."):
            assert part in text
        assert "What to do" in text
        assert "are resolved" not in text


@pytest.mark.parametrize(("number", "rest"), [(1, None), (10, None), (11, 1), (500, 490)])
def test_it_lists_the_first_and_says_how_many_more_there_are(number: int, rest: int | None) -> None:
    for text in both(WRITER.thread(thread_of(number))):
        assert text.count("Port ") == min(number, LISTED)
        assert (f"and {rest} more" in text) if rest else ("more" not in text)


def test_what_it_does_not_list_has_a_command_that_lists_it() -> None:
    command = (
        "python -m tools.api violations --account=222222222222"
        " --rule-name=s3-bucket-public-read-prohibited"
    )
    more = [opened(n, f"new-{n}") for n in range(12)]
    for message in (WRITER.thread(thread_of(12)), WRITER.more(thread_of(2), more)):
        text, blocks = both(message)
        assert f"and 2 more: {command}\n" in text
        assert f"*and 2 more*\n`{command}`" in blocks


def test_what_is_over_in_part_says_of_how_much_and_which() -> None:
    for text in both(WRITER.thread(thread_of(5, over=3))):
        assert "3 of 5 are resolved." in text
        assert "Critical violation" in text
        assert text.count("2026-11-20 12:05:00 UTC") == 3


def test_what_is_over_says_how_long_it_lasted() -> None:
    for number, said in ((1, "It was"), (3, "They were")):
        for text in both(WRITER.thread(thread_of(number, over=number))):
            assert "✅ Resolved: S3 buckets cannot be read by everyone" in text
            assert f"{said} non-compliant for 3 h 5 min" in text
            assert "(2026-11-20 09:00:00 UTC to 2026-11-20 12:05:00 UTC)" in text
            assert "What to do" not in text


def test_who_answers_for_it_is_said_and_mentions_nobody() -> None:
    noticed = replace(thread_of(2), acknowledged=ADA)
    mine = replace(noticed, assigned=ADA)
    for thread, said in ((noticed, "Acknowledged by"), (mine, "Assigned to")):
        for text in both(WRITER.thread(thread)):
            assert said in text
            assert "Ada &lt;!channel&gt;" in text
    for message in (WRITER.acknowledged(mine), WRITER.assigned(mine)):
        for text in both(message):
            assert "Ada &lt;!channel&gt;" in text
            assert "No reminders" in text


def test_a_thread_says_what_has_shown_its_violations_up_to_their_end() -> None:
    alert = replace(opened(), rules=("one", "two"), regions=3)
    thread = steps.joined(steps.following(None, group_of(alert), alert), [alert], NOW)
    over = steps.ended(thread, [replace(ended(), rules=("one", "two"), regions=5, flaps=2)], NOW)
    for text in (*both(WRITER.thread(thread)), *both(WRITER.more(thread, [alert]))):
        assert "Seen by 2 rules (one, two) in 3 regions." in text.replace("`", "")
        assert "Reopened" not in text
    for text in both(WRITER.thread(over)):
        assert "Seen by 2 rules (one, two) in 5 regions." in text.replace("`", "")
        assert "Reopened 2 times within the flap window" in text


def test_more_of_it_is_said_with_how_many_are_open() -> None:
    for number, said in ((1, "Another resource violates the rule"), (2, "2 more resources")):
        more = [opened(n, f"new-{n}") for n in range(number)]
        for text in both(WRITER.more(thread_of(5, over=2), more)):
            assert said in text
            assert "3 of 5 are open." in text
            assert "new-0" in text


def test_buttons_stand_beside_the_links_while_there_is_more_than_is_listed() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Mine"}, "action_id": "a"}
    message = JinjaMessages(buttons=lambda _: [button], links=FixedLinks()).thread(thread_of(12))
    assert not problems(message)
    [actions] = [block for block in message.blocks if block["type"] == "actions"]
    assert [each["text"]["text"] for each in actions["elements"]] == [
        *(
            "Open the rule in AWS Config",
            "What became of the first of them",
            "All that are open",
            "Mine",
        ),
    ]
