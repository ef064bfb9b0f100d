"""The report as a page of its own: no script, nothing from elsewhere, all text escaped."""

from pathlib import Path

from shared.adapters.jinja_html import TEMPLATES, html_templates
from shared.domain import console_links
from shared.domain.catalogue import rule_info
from shared.domain.chart_bars import LONGEST_BAR
from shared.domain.chart_digest import BARS, pictures, seven_days, short
from shared.domain.chart_lines import HEIGHT, WIDTH
from shared.domain.digest import Digest


class JinjaReports:
    """Renders the template of the report."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._templates = html_templates(folder)
        self._templates.filters |= {"short": short, "seven_days": seven_days}
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
