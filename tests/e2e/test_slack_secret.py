"""The Slack secret is emptied and filled again while the functions run: nothing is lost by it.

It is that of all who post, so this is tried where one test runs at a time.
"""

import json
import time
from collections.abc import Iterator

import pytest

from tests.e2e.alarms import is_on
from tests.e2e.bots import Bot
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT
from tests.e2e.running import Json, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

# slack_secret_seconds and grouping_window_seconds of stacks/deployments/local-bot.toml.
SECONDS, GROUPING = 10, 5
EMPTY = "{}"
NOTIFIER = "notify_violations"
NOTHING = {"type": "nothing_that_there_is"}  # what buttons answer with nothing but 200


@pytest.fixture
def emptied(bot: Bot) -> Iterator[str]:
    """Empty the secret so early that nobody keeps what it held when told next; yield that."""
    held = bot.secret
    bot.holds(EMPTY)
    time.sleep(SECONDS - GROUPING + 1)
    try:
        yield held
    finally:
        bot.holds(held)


def test_what_waits_for_an_empty_secret_is_told_once_it_is_filled_without_a_deployment(
    bot: Bot, emptied: str
) -> None:
    deployed, letters, old = version(bot), dead(bot), len(bot.log(NOTIFIER))
    group = bot.unheard_of()
    bot.deliver(group.becomes(NON_COMPLIANT, 5, COMPLIANT))
    eventually(lambda: errors(bot, old), 60, "a line that says what to mend")
    bot.invoke(NOTIFIER, {})  # as the schedule does
    assert not bot.alerts(group.resource_id)
    eventually(lambda: is_on(bot, "NotifyViolationsChannelUnavailable"), 30, "the alarm")
    signing = json.loads(emptied)["signing_secret"]
    assert bot.sends(NOTHING, int(time.time()), signing)[0] == 401
    eventually(lambda: is_on(bot, "InteractionsRefusedUnverifiable"), 30, "the alarm on buttons")

    bot.holds(emptied)
    eventually(lambda: told(bot, group.resource_id), SECONDS + 5, "what waited", every=1)
    said = errors(bot, old)
    assert len(said) >= 2
    assert len({line["function_request_id"] for line in said}) == len(said), "one in each run"
    assert all(line["message"].startswith("alerts wait: default: the secret ") for line in said)
    counted = [line.get("ChannelUnavailable", [0]) for line in bot.log(NOTIFIER)[old:]]
    assert sum(map(sum, counted)) == len(said)
    assert (version(bot), dead(bot)) == (deployed, letters)
    [line] = [
        each
        for each in bot.log(NOTIFIER)[old:]
        if each.get("message") == "an alert was told" and each["resource_id"] == group.resource_id
    ]
    assert not line["cold_start"], "an instance that was there before"
    eventually(
        lambda: bot.sends(NOTHING, int(time.time()))[0] == 200,
        SECONDS + 5,
        "buttons work again",
    )


def told(bot: Bot, resource: str) -> list[Json]:
    """Run the notifier as the schedule does; return what was told of a resource."""
    bot.invoke(NOTIFIER, {})
    return bot.alerts(resource)


def errors(bot: Bot, old: int) -> list[Json]:
    """Return what the notifier has complained of since its log had so many lines."""
    return [line for line in bot.log(NOTIFIER)[old:] if line.get("level") in {"ERROR", "CRITICAL"}]


def version(bot: Bot) -> tuple[str, str]:
    """Return what changes with each deployment of the notifier."""
    name = bot.stack.functions[NOTIFIER]
    found = bot.client("lambda").get_function_configuration(FunctionName=name)
    return found["LastModified"], found["CodeSha256"]


def dead(bot: Bot) -> dict[str, str]:
    """Return how many dead letters there are of alerts and of runs."""
    sqs, outputs = bot.client("sqs"), bot.outputs()
    names = ("AlertDeadLettersUrl", "ScheduleDeadLettersUrl")
    asked = {"AttributeNames": ["ApproximateNumberOfMessages"]}
    found = {name: sqs.get_queue_attributes(QueueUrl=outputs[name], **asked) for name in names}
    return {name: json.dumps(each["Attributes"]) for name, each in found.items()}
