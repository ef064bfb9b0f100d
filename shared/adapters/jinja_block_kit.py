"""The templates of what people read in Slack: JSON, in which each value goes through `tojson`."""

from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.adapters import digest_words, slack_commands, slack_text
from shared.domain.durations import in_words

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


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
        "timeline_text": slack_commands.timeline_text,
        "timeline_code": slack_commands.timeline_code,
        "in_query": lambda value: quote(value, safe=""),
        **digest_words.FILTERS,
    }
    return templates
