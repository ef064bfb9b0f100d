"""What people read in Slack: Block Kit as JSON from templates, each value through `tojson`."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shared.adapters import digest_words, slack_commands, slack_text
from shared.domain import console_links
from shared.domain.alert import Alert
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.catalogue import rule_info
from shared.domain.chart_text import sparkline, text_bar
from shared.domain.delivery import Message
from shared.domain.digest import Digest
from shared.domain.durations import in_words
from shared.domain.endings import Ending
from shared.domain.onboarding import AccountSummary
from shared.domain.sending import Report

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# Resources that one message names; it says how many more there are.
LISTED = 10


class JinjaMessages:
    """Renders the templates of a folder."""

    def __init__(self, folder: Path = TEMPLATES, *, api_url: str = "") -> None:
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=False,  # noqa: S701 - JSON, in which `tojson` escapes, not HTML
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "escaped": slack_text.escaped,
            "code": slack_text.code,
            "quoted": slack_text.quoted,
            "in_words": in_words,
            "most_frequent": _most_frequent,
            "in_query": lambda value: quote(value, safe=""),
            "timeline_text": slack_commands.timeline_text,
            "timeline_code": slack_commands.timeline_code,
            **digest_words.FILTERS,
        }
        self._templates.globals |= {
            "resource_link": console_links.resource_link,
            "rule_link": console_links.rule_link,
            "listed": LISTED,
            "api_url": api_url,
            "sparkline": sparkline,
            "text_bar": text_bar,
        }

    def violations(self, opened: Sequence[Alert]) -> Message:
        """Return the message on violations of one rule in one account."""
        template = "violation.json.j2" if len(opened) == 1 else "violations.json.j2"
        return self._render(template, notices=opened, rule=rule_info(opened[0].key.rule_name))

    def reminders(self, still_open: Sequence[Alert]) -> Message:
        """Return the message on violations of one rule in one account that are still open."""
        rule = rule_info(still_open[0].key.rule_name)
        return self._render("reminder.json.j2", notices=still_open, rule=rule)

    def first_results(self, group: FirstResults) -> Message:
        """Return the message on the first violations of what is new."""
        alerts = [entry.notice for entry in group.entries]
        return self._render("first_results.json.j2", group=group, alerts=alerts)

    def rolled_up(self, held: RollUp) -> Message:
        """Return the message on all that a channel is not told one by one."""
        return self._render("rolled_up.json.j2", held=[entry.notice for entry in held.entries])

    def endings(self, endings: Sequence[Ending]) -> Message:
        """Return the message on violations of one rule in one account that have ended."""
        rule = rule_info(endings[0].notice.key.rule_name)
        return self._render("resolved.json.j2", endings=endings, rule=rule)

    def onboarded(self, summary: AccountSummary) -> Message:
        """Return the message on an account whose watch begins."""
        return self._render("onboarded.json.j2", summary=summary)

    def digest(self, digest: Digest, report: Report | None) -> Message:
        """Return the digest, with a link to its report or the word that there is none."""
        return self._render("digest.json.j2", digest=digest, report=report)

    def _render(self, template: str, **values: Any) -> Message:
        rendered = json.loads(self._templates.get_template(template).render(**values))
        return Message(rendered["text"], tuple(rendered["blocks"]))


def _most_frequent(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return each name and how often it is there, the most frequent first."""
    return sorted(Counter(names).items(), key=lambda row: (-row[1], row[0]))
