"""The addresses of the HTTP API, written once for whoever serves them and whoever deploys them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method and a path; a part of the path in braces is a parameter.

    `open` says that it is reached without authorisation, because it checks callers by itself.
    """

    path: str
    method: str = "GET"
    open: bool = False

    @property
    def key(self) -> str:
        """What API Gateway calls its route."""
        return f"{self.method} {self.path}"

    def serves(self, path: str) -> bool:
        """Whether a path that was asked for is one of this endpoint."""
        parts, asked = self.path.split("/"), path.split("/")
        return len(parts) == len(asked) and all(
            part == given or (part.startswith("{") and given != "")
            for part, given in zip(parts, asked, strict=True)
        )


SUMMARY: Final = Endpoint("/compliance/summary")
STATES: Final = Endpoint("/compliance/states")
VIOLATIONS: Final = Endpoint("/compliance/violations")
TIMELINE: Final = Endpoint("/compliance/timeline")
TREND: Final = Endpoint("/compliance/trend")
EVENTS: Final = Endpoint("/events")
ACCOUNTS: Final = Endpoint("/accounts")
RULES: Final = Endpoint("/rules")
ORDER_EXPORT: Final = Endpoint("/exports", "POST")
EXPORTS: Final = Endpoint("/exports")
EXPORT: Final = Endpoint("/exports/{id}")
ADD_MUTE: Final = Endpoint("/mutes", "POST")
MUTES: Final = Endpoint("/mutes")
MUTE_AUDIT: Final = Endpoint("/mutes/audit")
MUTE: Final = Endpoint("/mutes/{id}")
END_MUTE: Final = Endpoint("/mutes/{id}", "DELETE")
# People open these in browsers: the links themselves are signed.
TIMELINE_PAGE: Final = Endpoint("/timeline", open=True)
VIOLATIONS_PAGE: Final = Endpoint("/violations", open=True)
REPORT: Final = Endpoint("/reports/{report_id}", open=True)
OPENAPI: Final = Endpoint("/openapi.json")
# Only where the setting `api_docs` is on; then the description is open too.
DOCS: Final = Endpoint("/docs", open=True)
# Of a function of its own, with a bot alone; each request is signed by Slack.
INTERACTIONS: Final = Endpoint("/slack/interactions", "POST", open=True)

ENDPOINTS: Final = (
    SUMMARY,
    STATES,
    VIOLATIONS,
    TIMELINE,
    TREND,
    EVENTS,
    ACCOUNTS,
    RULES,
    ORDER_EXPORT,
    EXPORTS,
    EXPORT,
    ADD_MUTE,
    MUTES,
    MUTE_AUDIT,
    MUTE,
    END_MUTE,
    TIMELINE_PAGE,
    VIOLATIONS_PAGE,
    REPORT,
    OPENAPI,
)
