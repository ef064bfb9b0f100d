"""The templates of what people read in Slack: JSON, in which each value goes through `tojson`."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.adapters import digest_words, sighting_words, slack_commands, slack_text
from shared.adapters.jinja_html import TEMPLATES
from shared.domain import api_commands
from shared.domain.durations import in_words


def block_kit_templates(folder: Path = TEMPLATES) -> Environment:
    """Return the templates of a folder, with the filters that make text from outside safe."""
    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=False,  # noqa: S701 - JSON, in which `tojson` escapes, not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        "escaped": slack_text.escaped,
        "code": slack_text.code,
        "quoted": slack_text.quoted,
        "in_words": in_words,
        "seen_text": sighting_words.seen_text,
        "seen_code": sighting_words.seen_code,
        "command_text": slack_commands.command_text,
        "command_code": slack_commands.command_code,
        **digest_words.FILTERS,
    }
    templates.globals |= {
        "timeline_command": api_commands.timeline_command,
        "violations_command": api_commands.violations_command,
        "events_command": api_commands.events_command,
    }
    return templates
