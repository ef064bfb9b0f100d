"""The report as a page of its own: no script, nothing from elsewhere, all text escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.adapters import digest_words
from shared.adapters.jinja_block_kit import TEMPLATES
from shared.domain import console_links
from shared.domain.catalogue import rule_info
from shared.domain.chart_bars import LONGEST_BAR
from shared.domain.chart_digest import BARS, pictures, seven_days, short
from shared.domain.chart_lines import HEIGHT, WIDTH
from shared.domain.digest import Digest
from shared.domain.durations import in_words


class JinjaReports:
    """Renders the template of the report."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            **digest_words.FILTERS,
            "in_words": in_words,
            "short": short,
            "seven_days": seven_days,
        }
        self._templates.globals |= {
            "resource_link": console_links.resource_link,
            "rule_info": rule_info,
            "chart_width": WIDTH,
            "chart_height": HEIGHT,
            "longest_bar": LONGEST_BAR,
            "most_bars": BARS,
        }

    def page(self, digest: Digest) -> str:
        """Return the page; see the port."""
        template = self._templates.get_template("report.html.j2")
        return template.render(digest=digest, pictures=pictures(digest))
