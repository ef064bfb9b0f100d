"""A way to tell people that keeps what it is told."""

from pathlib import Path

from tests.architecture.recipes.copying import add, change

_ADAPTER = '''"""Keeps what is told."""

from datetime import datetime, timedelta

from shared.domain.delivery import Change, Delivered, Gone, Message, Reference
from shared.ports.channel import Clock


class KeptAlertChannel:
    """Keeps messages."""

    threads = False

    def __init__(self, clock: Clock) -> None:
        self.interval = timedelta()
        self.kept: list[Message] = []
        self._clock = clock

    def name(self) -> str:
        return "kept"

    def ready_at(self) -> datetime:
        return self._clock.now()

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        self.kept.append(message)
        return Delivered()

    def update(self, reference: Reference, message: Message) -> Change:
        return Gone("what is kept stays as it is")
'''
_MODES = '"webhook", "bot"]'
_CASE = """        case "kept":
            return KeptAlertChannel(clock)
        case never:
"""


def carry_out(root: Path) -> None:
    add(root, "shared/adapters/kept_alert_channel.py", _ADAPTER)
    choosing = "shared/adapters/slack_alert_channel.py"
    imported = "from shared.adapters.kept_alert_channel import KeptAlertChannel\n"
    change(
        root,
        choosing,
        "from shared.adapters.secrets_bot",
        f"{imported}from shared.adapters.secrets_bot",
    )
    change(root, choosing, "        case never:\n", _CASE)
    told = ("lambdas/notify_violations/settings.py", "lambdas/daily_digest/settings.py")
    for name in (choosing, *told, "stacks/settings.py"):
        change(root, name, _MODES, '"webhook", "bot", "kept"]')
