"""Pages that signed links open: no script, nothing from elsewhere, all text escaped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.adapters.jinja_html import html_templates
from shared.domain.api_commands import api_command, violations_command
from shared.domain.catalogue import rule_info
from shared.domain.console_links import resource_link
from shared.domain.muting import Muting
from shared.domain.observations import StateKey
from shared.domain.timeline import Span
from shared.domain.violations import Violation

type MutingOf = Callable[[StateKey], Muting]


@dataclass(frozen=True, kw_only=True)
class PastOfResource:
    """What is known of a resource, newest first; `more` says that there is more than this."""

    account: str
    resource_type: str
    resource_id: str
    spans: Sequence[Span]
    more: bool


@dataclass(frozen=True, kw_only=True)
class OpenOfRule:
    """What violates a rule in an account, newest first; `more` as above."""

    account: str
    rule_name: str
    violations: Sequence[Violation]
    more: bool


class JinjaPages:
    """Renders the templates of pages; `muting` says whether a present result is muted."""

    def __init__(self) -> None:
        self._templates = html_templates()
        self._templates.globals |= {"rule_info": rule_info, "resource_link": resource_link}

    def timeline(self, past: PastOfResource, now: datetime, muting: MutingOf) -> str:
        """Return what became of a resource."""
        return self._templates.get_template("timeline.html.j2").render(
            vars(past),
            command=api_command(
                "timeline",
                account=past.account,
                resource_type=past.resource_type,
                resource_id=past.resource_id,
            ),
            now=now,
            muting=muting,
        )

    def violations(self, found: OpenOfRule, now: datetime, muting: MutingOf) -> str:
        """Return what violates a rule."""
        return self._templates.get_template("violations.html.j2").render(
            vars(found),
            rule=rule_info(found.rule_name),
            command=violations_command(account=found.account, rule_name=found.rule_name),
            now=now,
            muting=muting,
        )
