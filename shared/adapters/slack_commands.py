"""Commands that people copy from Slack: whole, or not at all."""

from shared.adapters.slack_text import code, escaped
from shared.domain.observations import StateKey
from shared.domain.timeline_command import timeline_command

# Escaped; a section has room for 3,000 characters.
_LONGEST = 2500


def timeline_text(key: StateKey) -> str:
    """Return the command that shows a resource's timeline, escaped; nothing where there is none."""
    command = timeline_command(key)
    shown = escaped(command, 2 * _LONGEST) if command else ""
    return shown if len(shown.encode("utf-16-le")) <= 2 * _LONGEST else ""


def timeline_code(key: StateKey) -> str:
    """Return the same as code."""
    return code(timeline_command(key) or "", _LONGEST + 2) if timeline_text(key) else ""
