"""Alarms on what functions count, and on how many of their runs end in errors, go off by that.

Runs of others make the share of errors smaller, so this is tried where one test runs at a time.
"""

import json

import pytest

from tests.e2e.alarms import is_on
from tests.e2e.bots import Bot
from tests.e2e.running import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

FAILS = {"Records": 5}  # it looks at each of them


def test_runs_that_end_in_errors_are_an_alarm_when_they_are_more_than_one_in_twenty(
    bot: Bot,
) -> None:
    eventually(lambda: not is_on(bot, "UpdateTotalsErrorRate"), 30, "an alarm that was looked at")
    eventually(lambda: fails(bot) and is_on(bot, "UpdateTotalsErrorRate"), 30, "the alarm", every=1)
    assert not is_on(bot, "HandleConfigEventsErrorRate")


def fails(bot: Bot) -> bool:
    """Whether a run that is given nonsense ends in an error, as it has to."""
    name = bot.stack.functions["update_totals"]
    answer = bot.client("lambda").invoke(FunctionName=name, Payload=json.dumps(FAILS))
    return "FunctionError" in answer
