"""An alert that Slack refuses for good is a letter, and is told with its end when it is redriven.

What Slack answers next is for whoever asks next: this is tried where one test runs at a time.
"""

import json
import os
import subprocess
import sys

import pytest

from local.settings import ROOT
from tests.e2e.bots import Bot
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT
from tests.e2e.running import Json, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

# With its blocks, and the same as plain text.
REFUSALS = [{"error": "invalid_blocks"}, {"error": "msg_too_long"}]


def dlq(bot: Bot, *arguments: str) -> str:
    """Run a command on the dead letters of alerts, as with credentials for the master."""
    given = {"AWS_ENDPOINT_URL": bot.stack.endpoint, "AWS_DEFAULT_REGION": bot.stack.region}
    given |= {"AWS_ACCESS_KEY_ID": bot.stack.master_account, "AWS_SECRET_ACCESS_KEY": "local"}
    command = [sys.executable, "-m", "tools.dlq", *arguments, "--queue", "alerts"]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | given, capture_output=True, text=True, check=True
    ).stdout


def letters(bot: Bot, about: str) -> list[Json]:
    listed = json.loads(dlq(bot, "list", "--json"))["letters"]
    return [letter for letter in listed if about in letter["body"]]


def test_a_refused_alert_is_told_with_its_end_when_it_is_redriven(bot: Bot) -> None:
    group = bot.unheard_of()
    bot.slack_answers_next(REFUSALS)
    bot.deliver(group.becomes(NON_COMPLIANT, 5, COMPLIANT))
    [letter] = eventually(lambda: letters(bot, group.resource_id), 60, "the letter", every=1)
    assert "msg_too_long" in letter["reason"]
    bot.deliver(group.becomes(COMPLIANT, 1, NON_COMPLIANT))
    eventually(lambda: (bot.state(group.resource_id) or {})["status"] == COMPLIANT, 30, "the end")
    assert not bot.alerts(group.resource_id)

    assert "1 of 1 letter is redriven" in dlq(bot, "redrive", letter["id"], "--yes")
    assert not letters(bot, group.resource_id)

    def told() -> list[Json]:
        bot.invoke("notify_violations", {})  # as the schedule does
        return bot.alerts(group.resource_id)

    [message, *_] = eventually(told, 30, "the alert")
    assert message["thread_ts"] in (None, "", message["ts"])
    eventually(lambda: told() and bot.now(message)["edits"], 30, "that it is over")
