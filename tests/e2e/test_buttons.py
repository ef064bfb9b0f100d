"""Buttons in the local Slack, pressed: signed by it, answered by the deployed function."""

import time

import pytest

from tests.e2e.bots import ADA, GRACE, Bot
from tests.e2e.following import get, linked
from tests.e2e.running import Json, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

REASON = "the migration ends on Friday"
LATE = "had taken this on before you"


def submit(bot: Bot, reason: str, days: str = "1") -> Json:
    [view] = eventually(lambda: bot.slack("/views"), 5, "the form")
    values = {
        "reason": {"reason": {"type": "plain_text_input", "value": reason}},
        "covers": {"covers": {"selected_option": {"value": "resource"}}},
        "days": {"days": {"selected_option": {"value": days}}},
    }
    content = {"user": ADA, "view_id": view["id"], "values": values}
    answer: Json = bot.slack("/submissions", content)
    return answer


def test_who_acknowledges_is_named_in_the_message_and_its_thread_and_who_is_late_is_told(
    bot: Bot,
) -> None:
    _, message = bot.told()
    bot.press(message, "acknowledge")
    eventually(lambda: bot.answers(message, "Acknowledged by ada"), 20, "the answer in the thread")
    shown = bot.now(message)
    assert "Acknowledged by ada" in shown["payload"]["text"]
    assert get(linked(shown, "What became of it"))[0] == 200, "who writes it anew links it too"
    assert "acknowledge" not in str([b for b in shown["payload"]["blocks"] if "elements" in b])

    pressed = bot.pressed()  # somebody whose page still shows the button
    late = {**pressed, "user": {**pressed["user"], "id": GRACE, "name": "grace"}}
    assert bot.sends(late, int(time.time()))[0] == 200
    [whisper] = eventually(lambda: bot.whispers(GRACE, LATE), 20, "who was first")
    assert "ada" in whisper["payload"]["text"]
    assert bot.whispers(ADA, LATE) == []

    bot.press(message, "assign-to-me", user=GRACE)
    eventually(lambda: bot.answers(message, "Assigned to grace"), 20, "who does it")
    assert "Assigned to grace" in bot.now(message)["payload"]["text"]


def test_a_mute_by_button_is_marked_confirmed_and_in_the_audit_trail(bot: Bot) -> None:
    group, message = bot.told()
    bot.press(message, "mute", "1")
    assert submit(bot, "short")["errors"]["reason"]
    assert submit(bot, REASON)["ok"]

    def mutes() -> list[Json]:
        found: list[Json] = bot.ask("/mutes", resource_id=group.resource_id)["items"]
        return found

    [made] = eventually(mutes, 20, "the mute")
    assert (made["origin"], made["reason"]) == ("slack", REASON)
    assert ADA in made["owner"]
    [entry] = [e for e in bot.list_all("/mutes/audit") if e["mute_id"] == made["id"]]
    assert (entry["action"], entry["origin"], entry["by"]) == ("created", "slack", made["owner"])
    state = bot.state(group.resource_id)
    assert state
    assert (state["muted"], state["mute_id"]) == (True, made["id"])
    eventually(lambda: bot.whispers(ADA, made["id"]), 20, "the confirmation")


def test_what_slack_did_not_sign_now_and_once_is_refused_and_counted(bot: Bot) -> None:
    names = [f"InteractionsRefused{why}" for why in ("", "Unsigned", "Forged", "Stale", "Replayed")]
    before = {name: bot.counted(name) for name in names}
    now = int(time.time())
    taken = {"type": "nothing_that_there_is", "n": now}
    assert bot.sends(taken, now)[0] == 200
    refused = [
        bot.posts(b"payload=%7B%7D", {}),
        bot.sends(taken, now, secret="another"),
        bot.sends({**taken, "n": 1}, now - 301),
        bot.sends(taken, now),
    ]
    assert {(status, said["detail"]) for status, said in refused} == {
        (401, "This request is refused.")
    }

    def counted() -> bool:
        more = [bot.counted(name) - before[name] for name in names]
        return more == [4, 1, 1, 1, 1]

    eventually(counted, 10, "what was refused is counted by why")
