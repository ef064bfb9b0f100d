"""What became of one resource as a page: no script, nothing from elsewhere, all text escaped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.adapters.jinja_html import html_templates
from shared.domain.api_commands import api_command
from shared.domain.catalogue import rule_info
from shared.domain.muting import Muting
from shared.domain.observations import StateKey
from shared.domain.timeline import Span


@dataclass(frozen=True, kw_only=True)
class PastOfResource:
    """What is known of a resource, newest first; `more` says that there is more than this."""

    account: str
    resource_type: str
    resource_id: str
    spans: Sequence[Span]
    more: bool


class JinjaTimelines:
    """Renders the template of the page."""

    def __init__(self) -> None:
        self._templates = html_templates()
        self._templates.globals |= {"rule_info": rule_info}

    def page(
        self, past: PastOfResource, now: datetime, muting: Callable[[StateKey], Muting]
    ) -> str:
        """Return the page; `muting` says whether a present result is muted."""
        named = {
            "account": past.account,
            "resource_type": past.resource_type,
            "resource_id": past.resource_id,
        }
        return self._templates.get_template("timeline.html.j2").render(
            **named,
            spans=past.spans,
            more=past.more,
            command=api_command("timeline", **named),
            now=now,
            muting=muting,
        )
