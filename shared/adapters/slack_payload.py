"""A message as Slack takes it, through a webhook or the Web API."""

from typing import Any

from shared.domain.delivery import Message


def payload(message: Message) -> dict[str, Any]:
    """Return a message as it is posted; links in it are not unfolded."""
    blocks = {"blocks": list(message.blocks)} if message.blocks else {}
    return {
        "text": message.text,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        **blocks,
    }


def replacement(message: Message) -> dict[str, Any]:
    """Return a message as it takes another one's place: it has the blocks that it has.

    Without `parse`, Slack would make links and mentions of what looks like them, which it does
    not when a message is posted.
    """
    return {"text": message.text, "blocks": list(message.blocks), "parse": "none"}
