"""What a bot says to one person who pressed a button."""

from collections.abc import Mapping
from typing import Any

from shared.adapters.slack_payload import payload
from shared.adapters.slack_web_api import SlackWebApi, outcome
from shared.domain.delivery import Change, Message
from shared.domain.interactions import Place


class SlackBotConversation:
    """Speaks in the channel of whatever it is about."""

    def __init__(self, api: SlackWebApi) -> None:
        self._api = api

    def whisper(self, place: Place, user: str, message: Message) -> Change:
        """Show a message to one user alone, in the thread that they looked at, if it was one.

        Slack shows it in no thread that has no answers yet (chat.postEphemeral, "thread_ts").
        """
        thread = {"thread_ts": place.thread} if place.thread else {}
        said = {"channel": place.channel, "user": user, **thread, **payload(message)}
        return outcome(self._api.call("chat.postEphemeral", said))

    def open_view(self, trigger: str, view: Mapping[str, Any]) -> Change:
        """Open a form; Gone once the button was pressed more than 3 seconds ago."""
        arguments = {"trigger_id": trigger, "view": dict(view)}
        return outcome(self._api.call("views.open", arguments))
