"""A bot's digest is drawn by Slack; where Slack does not draw, it is told in characters."""

from datetime import UTC, datetime

import pytest

from tests.e2e.bots import Bot
from tests.e2e.running import DIGEST, Json, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

CHART = "data_visualization"


def digest(bot: Bot) -> Json:
    """Have the digest of today sent, and return it as Slack took it."""
    before = len(bot.messages(DIGEST))
    bot.invoke("daily_digest", {"date": datetime.now(UTC).date().isoformat()})
    [sent] = eventually(lambda: bot.messages(DIGEST)[before:], 10, "the digest")
    return sent


def kinds(message: Json) -> list[str]:
    return [block["type"] for block in message["payload"]["blocks"]]


def test_the_digest_of_a_bot_is_drawn_unless_the_workspace_has_no_charts(bot: Bot) -> None:
    bot.told()
    assert CHART in kinds(digest(bot))
    bot.slack_lacks(CHART)
    try:
        simpler = digest(bot)
    finally:
        bot.slack_lacks()
    assert CHART not in kinds(simpler)
    assert "Violations by severity" in str(simpler["payload"]["blocks"])
