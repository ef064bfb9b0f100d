"""The page that shows the messages as Slack would."""

from local.slack.record import Received


def render(messages: list[Received]) -> str:
    """Render the page."""
    return f"<p>{len(messages)} messages</p>"
