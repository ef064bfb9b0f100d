"""Alarms go off by what functions count, by runs and answers that are errors, and by what is late.

What others do would make shares smaller, and a comparison of all accounts would find what they hide
from it: this is tried where one test runs at a time.
"""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.alarms import has_been, is_on
from tests.e2e.bots import Bot
from tests.e2e.happenings import recorder_call
from tests.e2e.running import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

NOT_A_BATCH = {"Records": 5}  # the function looks at each of them
NOTHING = {"type": "nothing_that_there_is"}  # what buttons answer with nothing but 200
RUNS, ANSWERS = "UpdateTotalsErrorRate", "ComplianceApiErrorRate"
FINISHED = "ReconcileNotFinished"


def test_more_than_one_run_in_twenty_that_ends_in_an_error_is_an_alarm(bot: Bot) -> None:
    eventually(lambda: has_been(bot, RUNS, "OK"), 30, "an alarm that was not on before")
    eventually(lambda: fails(bot) and is_on(bot, RUNS), 30, "the alarm", every=1)
    assert not is_on(bot, "HandleConfigEventsErrorRate")


def fails(bot: Bot) -> bool:
    """Whether a run that is given nonsense ends in an error, as it has to."""
    name = bot.stack.functions["update_totals"]
    answer = bot.client("lambda").invoke(FunctionName=name, Payload=json.dumps(NOT_A_BATCH))
    return "FunctionError" in answer


def test_answers_that_are_errors_of_ours_are_an_alarm_and_so_are_buttons_that_are_not_taken(
    bot: Bot,
) -> None:
    eventually(lambda: has_been(bot, ANSWERS, "OK"), 30, "an alarm that was not on before")
    bot.lets_be_out("dynamodb", 60)
    try:
        eventually(lambda: is_not_taken(bot) and is_on(bot, ANSWERS), 50, "the alarm", every=1)
    finally:
        bot.lets_be_out("dynamodb", 0)
    eventually(lambda: is_on(bot, "InteractionsNotTaken"), 30, "the alarm on buttons")


def is_not_taken(bot: Bot) -> bool:
    """Whether what a button says is answered with 503, as it has to be."""
    return bot.sends(NOTHING, int(time.time()))[0] == 503


def test_a_comparison_that_has_not_finished_yet_is_an_alarm_and_so_is_a_recorder_that_is_stopped(
    bot: Bot,
) -> None:
    eventually(lambda: has_been(bot, FINISHED, "ALARM"), 30, "the alarm before there was one")
    bot.deliver(recorder_call(bot.account, "StopConfigurationRecorder", seconds_ago(3)))
    eventually(lambda: recorder(bot) == "stopped", 30, "the stop is known")
    bot.invoke("reconcile", {})  # as the schedule does
    eventually(lambda: not is_on(bot, FINISHED), 30, "the end of the first alarm")
    eventually(lambda: is_on(bot, "ReconcileRecordersStopped"), 30, "the alarm on the recorder")
    bot.deliver(recorder_call(bot.account, "StartConfigurationRecorder", seconds_ago(0)))
    eventually(lambda: recorder(bot) == "recording", 30, "the start is known")


def seconds_ago(seconds: int) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


def recorder(bot: Bot) -> str | None:
    """Return what is known of the recorder of the agent account."""
    [item] = bot.ask("/accounts", account=bot.account)["items"] or [{"regions": []}]
    found = [each["recorder"] for each in item["regions"] if each["region"] == bot.stack.region]
    return str(found[0]) if found else None
