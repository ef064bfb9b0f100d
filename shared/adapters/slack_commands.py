"""Commands that people copy from Slack: whole, or not at all."""

from shared.adapters.slack_text import code, escaped

# Escaped; a section has room for 3,000 characters.
_LONGEST = 2500


def command_text(command: str | None) -> str:
    """Return a command, escaped; nothing where there is none that can be shown whole."""
    shown = escaped(command, 2 * _LONGEST) if command else ""
    return shown if len(shown.encode("utf-16-le")) <= 2 * _LONGEST else ""


def command_code(command: str | None) -> str:
    """Return the same as code."""
    return code(command or "", _LONGEST + 2) if command_text(command) else ""
