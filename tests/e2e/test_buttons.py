"""Buttons in the local Slack, pressed: signed by it, answered by the deployed function.

Only where the local AWS is deployed with a bot (LOCAL_DEPLOYMENT=local-bot).
"""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from local.slack.identified import identified
from shared.endpoints import INTERACTIONS
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Json, Running, eventually

ADA, GRACE = "U000ADA", "U000GRACE"
REASON = "the migration ends on Friday"


@pytest.fixture
def bot(running: Running) -> Running:
    if "slack_interactions" not in running.stack.functions:
        pytest.skip("the local AWS has no bot: LOCAL_DEPLOYMENT=local-bot")
    assert unsigned(running).code == 401  # and the function has started
    return running


def unsigned(running: Running, **headers: str) -> urllib.error.HTTPError:
    """Ask as anybody can, and return how that is refused."""
    url = f"{running.stack.api_url}{INTERACTIONS.path}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, b"payload=%7B%7D", named, method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    return refused.value


def slack(bot: Running, path: str, content: Json | None = None) -> Any:
    """Ask the local Slack for something, or do something on its page."""
    body = None if content is None else json.dumps(content).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{bot.stack.slack_url}{path}", body, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def told(bot: Running) -> tuple[Watched, Json]:
    """Let a violation happen; return it and its first message."""
    group = Watched(bot.account, unique("sg"), unique("custom-rule"))
    bot.deliver(group.becomes(NON_COMPLIANT, 5, COMPLIANT))
    [message] = eventually(lambda: bot.alerts(group.resource_id), 40, "the alert")
    return group, message


def press(bot: Running, message: Json, act: str, value: str = "", user: str = ADA) -> Json:
    [row] = [b for b in identified(message["payload"]["blocks"]) if b["type"] == "actions"]
    content = {
        "user": user, "channel": message["channel"], "ts": message["ts"],
        "block_id": row["block_id"], "action_id": act, "value": value or None,
    }  # fmt: skip
    answer: Json = slack(bot, "/presses", content)
    assert answer["ok"], answer
    assert answer["milliseconds"] < 3000
    return answer


def submit(bot: Running, reason: str, days: str = "1") -> Json:
    [view] = eventually(lambda: slack(bot, "/views"), 5, "the form")
    values = {
        "reason": {"reason": {"type": "plain_text_input", "value": reason}},
        "covers": {"covers": {"selected_option": {"value": "resource"}}},
        "days": {"days": {"selected_option": {"value": days}}},
    }
    answer: Json = slack(
        bot, "/submissions", {"user": ADA, "view_id": view["id"], "values": values}
    )
    return answer


def test_who_acknowledges_is_named_in_the_first_message_and_who_is_late_is_told(
    bot: Running,
) -> None:
    group, message = told(bot)
    press(bot, message, "acknowledge")
    named = lambda: bot.alerts(group.resource_id, "Acknowledged by")  # noqa: E731 - one look
    eventually(named, 20, "the name in the message")
    before = len(bot.messages("had taken this on before you"))
    press(bot, message, "assign-to-me", user=GRACE)
    eventually(lambda: bot.alerts(group.resource_id, "Assigned to"), 20, "who does it")
    assert len(bot.messages("had taken this on before you")) == before


def test_a_mute_by_button_is_in_the_audit_trail_with_who_made_it(bot: Running) -> None:
    group, message = told(bot)
    press(bot, message, "mute", "1")
    assert submit(bot, "short")["errors"]["reason"]
    assert submit(bot, REASON)["ok"]

    def mute() -> list[Json]:
        found: list[Json] = bot.ask("/mutes", resource_id=group.resource_id)["items"]
        return found

    [made] = eventually(mute, 20, "the mute")
    assert (made["origin"], made["reason"]) == ("slack", REASON)
    assert ADA in made["owner"]
    entries = bot.list_all("/mutes/audit")
    assert [e for e in entries if e["mute"]["id"] == made["id"] and e["origin"] == "slack"]
    eventually(lambda: bot.messages(made["id"]), 20, "the confirmation")


@pytest.mark.parametrize("headers", [{}, {"X_Slack_Signature": "v0=0"}])
def test_a_request_that_slack_did_not_sign_is_refused(
    bot: Running, headers: dict[str, str]
) -> None:
    with unsigned(bot, **headers) as answer:
        assert answer.code == 401
        assert json.load(answer)["detail"] == "This request is refused."
