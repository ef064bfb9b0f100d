"""The channels that routes name."""

from dataclasses import dataclass

# The channel that there always is: the one of the deployment's own Slack settings.
DEFAULT_CHANNEL = "default"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where messages go: a webhook, by the name of its secret, or a channel that a bot writes to.

    The default channel has neither: both are the deployment's own.
    """

    name: str
    secret_name: str | None = None
    slack_channel: str | None = None
