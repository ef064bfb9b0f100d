"""The templates of pages: all text in them is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.adapters import digest_words
from shared.domain.durations import in_words

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def html_templates(folder: Path = TEMPLATES) -> Environment:
    """Return the templates of a folder, with how numbers and times are said."""
    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {**digest_words.FILTERS, "in_words": in_words}
    return templates
