"""How much the local Slack takes: of messages by channel, of calls by Slack's tiers."""

from collections.abc import Iterator

import pytest

from local.slack import web_api
from local.slack.answers import Answer
from local.slack.channels import AS_SLACK, Channels, Limits
from local.slack.tiers import CALLS_A_MINUTE
from local.slack.workspace import Workspace

ADA = "U000ADA"


class Frozen(Workspace):
    """A workspace at one instant, however long the calls take here."""

    def __init__(self, limits: Limits = AS_SLACK) -> None:
        super().__init__(channels=Channels(limits))
        self.channels.clock = lambda: 0.0

    def call(self, method: str, **arguments: object) -> Answer:
        return web_api.call(method, dict(arguments), "xoxb-1", self)

    def until_limited(self, method: str, **arguments: object) -> Iterator[Answer]:
        for _ in range(max(CALLS_A_MINUTE.values()) + 1):
            answer = self.call(method, **arguments)
            yield answer
            if answer.error == "ratelimited":
                return


def test_every_method_has_a_limit() -> None:
    assert CALLS_A_MINUTE.keys() == web_api.METHODS.keys()


@pytest.mark.parametrize("method", CALLS_A_MINUTE)
def test_a_method_takes_a_minutes_calls_at_once_and_then_says_how_long_to_wait(method: str) -> None:
    workspace = Frozen()
    *taken, refused = workspace.until_limited(method)
    assert len(taken) == CALLS_A_MINUTE[method]
    assert (refused.status, refused.error) == (429, "ratelimited")
    wait = int(refused.headers["Retry-After"])
    workspace.channels.clock = lambda: float(wait)
    assert workspace.call(method).error != "ratelimited"


def test_a_method_is_limited_whatever_channel_it_is_about_and_no_other_method_is() -> None:
    workspace = Frozen()
    whispers = [
        workspace.call("chat.postEphemeral", channel=channel, user=ADA, text="a").error
        for channel in ("C1", "C2")
        for _ in range(51)
    ]
    assert whispers == [None] * 100 + ["ratelimited"] * 2
    assert workspace.call("chat.postMessage", channel="C1", text="a").error is None


def test_a_message_that_is_too_much_is_remembered_as_one_that_was_refused() -> None:
    workspace = Frozen()
    said = {"channel": "C1", "user": ADA, "text": "a"}
    *_, _refused = workspace.until_limited("chat.postEphemeral", **said)
    *_, last = workspace.record.listing()
    assert (last["method"], last["status"], last["error"]) == (
        "chat.postEphemeral", 429, "ratelimited",
    )  # fmt: skip


def test_without_limits_everything_is_taken() -> None:
    workspace = Frozen(Limits())
    answers = [workspace.call("usergroups.users.list", usergroup="S1") for _ in range(50)]
    assert {answer.error for answer in answers} == {"no_such_subteam"}


def test_a_limited_channel_takes_a_short_burst_and_then_a_message_a_second() -> None:
    workspace = Frozen()
    now = 0.0
    workspace.channels.clock = lambda: now

    def taken(messages: int) -> int:
        said = {"channel": "C1", "text": "a"}
        answers = [workspace.call("chat.postMessage", **said) for _ in range(messages)]
        return sum(answer.error is None for answer in answers)

    assert taken(20) == AS_SLACK.burst
    now = 1.0
    assert taken(20) == 1
    now = 3.0
    assert taken(20) == 2


def test_whoever_waits_as_long_as_is_asked_for_is_taken() -> None:
    workspace = Frozen(Limits(per_second=0.4, burst=1))
    said = {"channel": "C1", "text": "a"}
    assert workspace.call("chat.postMessage", **said).error is None
    wait = int(workspace.call("chat.postMessage", **said).headers["Retry-After"])
    workspace.channels.clock = lambda: float(wait)
    assert workspace.call("chat.postMessage", **said).error is None
