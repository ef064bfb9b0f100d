"""What people read in Slack: Block Kit as JSON from templates, each value through `tojson`."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from shared.adapters.jinja_block_kit import block_kit_templates
from shared.adapters.jinja_html import TEMPLATES
from shared.domain import console_links
from shared.domain.alert import Alert
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.catalogue import rule_info
from shared.domain.chart_points import charts_of
from shared.domain.chart_text import sparkline, text_bar
from shared.domain.delivery import Message
from shared.domain.digest import Digest
from shared.domain.endings import Ending
from shared.domain.observations import StateKey
from shared.domain.onboarding import AccountSummary
from shared.domain.recorder import RecorderNews
from shared.domain.rule_names import normalise
from shared.domain.sending import Report
from shared.domain.threads import Thread

# Resources that one message names; it says how many more there are.
LISTED = 10


class Links(Protocol):
    """Where pages are; None where there is no address that Slack would take."""

    def timeline(self, key: StateKey) -> str | None:
        """Return where it can be read what became of the resource of a state."""

    def open_violations(self, account: str, rule_name: str) -> str | None:
        """Return where it can be read what violates a rule in an account."""


class NoLinks:
    """Implements Links."""

    def timeline(self, _: StateKey) -> None:
        """Return nothing."""

    def open_violations(self, _account: str, _rule_name: str) -> None:
        """Return nothing."""


NO_LINKS = NoLinks()


class JinjaMessages:
    """Renders the templates of a folder; `buttons` are what can be done about a thread.

    `links` lead to pages; where there is none for something, a command is shown that asks for it.

    With `charts`, Slack is asked to draw those of a digest; a workspace that does not know how is
    told the simpler message.
    """

    def __init__(
        self,
        folder: Path = TEMPLATES,
        *,
        charts: bool = False,
        buttons: Callable[[Thread], Sequence[Mapping[str, Any]]] = lambda _: (),
        links: Links = NO_LINKS,
    ) -> None:
        self._buttons = buttons
        self._charts = charts
        self._templates = block_kit_templates(folder)
        self._templates.filters |= {
            "most_frequent": _most_frequent,
            "normalised": lambda key: normalise(key.rule_name),
            "rule_names": _rule_names,
        }
        self._templates.globals |= {
            "resource_link": console_links.resource_link,
            "rule_link": console_links.rule_link,
            "timeline_link": links.timeline,
            "open_violations_link": links.open_violations,
            "listed": LISTED,
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

    def thread(self, thread: Thread) -> Message:
        """Return the first message of a thread, as it stands."""
        rule = rule_info(thread.listed[0].alert.key.rule_name)
        return self._render(
            "thread.json.j2", thread=thread, rule=rule, buttons=self._buttons(thread)
        )

    def more(self, thread: Thread, opened: Sequence[Alert]) -> Message:
        """Return the answer on more violations."""
        rule = rule_info(opened[0].key.rule_name)
        return self._render("more.json.j2", thread=thread, notices=opened, rule=rule)

    def acknowledged(self, thread: Thread) -> Message:
        """Return the answer that says who has taken notice."""
        return self._render(
            "answered_for.json.j2", who=thread.acknowledged, emoji="👀", what="Acknowledged by"
        )

    def assigned(self, thread: Thread) -> Message:
        """Return the answer that says who has taken it over."""
        return self._render(
            "answered_for.json.j2", who=thread.assigned, emoji="🙋", what="Assigned to"
        )

    def onboarded(self, summary: AccountSummary) -> Message:
        """Return the message on an account whose watch begins."""
        return self._render("onboarded.json.j2", summary=summary)

    def recorders(self, news: Sequence[RecorderNews]) -> Message:
        """Return the message on recorders that have stopped, or on those that record again."""
        return self._render("recorders.json.j2", news=news, recording=news[0].recording.value)

    def digest(self, digest: Digest, report: Report | None) -> Message:
        """Return the digest, with a link to its report or the word that there is none."""
        said = {"digest": digest, "report": report}
        simpler = self._render("digest.json.j2", **said, charts=None)
        drawn = charts_of(digest) if self._charts else None
        if drawn is None:
            return simpler
        return replace(self._render("digest.json.j2", **said, charts=drawn), simpler=simpler)

    def _render(self, template: str, **values: Any) -> Message:
        rendered = json.loads(self._templates.get_template(template).render(**values))
        return Message(rendered["text"], tuple(rendered["blocks"]))


def _most_frequent(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return each name and how often it is there, the most frequent first."""
    return sorted(Counter(names).items(), key=lambda row: (-row[1], row[0]))


def _rule_names(keys: Iterable[StateKey]) -> str:
    """Return the names under which a rule was deployed, each once."""
    return ", ".join(dict.fromkeys(key.rule_name for key in keys))
