"""All that the stub has and remembers, shared by the threads of the server."""

from __future__ import annotations

from dataclasses import dataclass, field

from local.slack.channels import Channels
from local.slack.files import Files
from local.slack.interactions import Interactions
from local.slack.record import Record
from local.slack.views import Views


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One workspace with one app in it; `address` is where the stub itself is.

    `lacking` are the types of blocks that it does not know yet: Slack gives new ones to some
    workspaces earlier than to others.
    """

    address: str = "http://127.0.0.1"
    record: Record = field(default_factory=Record)
    channels: Channels = field(default_factory=Channels)
    views: Views = field(default_factory=Views)
    files: Files = field(default_factory=Files)
    interactions: Interactions = field(default_factory=Interactions)
    lacking: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """Forget all that was said; what was set stays: channels, and where interactions go."""
        self.record.clear()
        self.views.clear()
        self.files.clear()
        self.interactions.clear()
