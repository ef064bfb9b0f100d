"""What is known of one rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.domain.severity import Severity

DEVELOPER_GUIDE = "https://docs.aws.amazon.com/config/latest/developerguide"


@dataclass(frozen=True, kw_only=True)
class RuleInfo:
    """One rule: how it is deployed and what people are told of its violations.

    `parameters` maps each parameter that AWS Config accepts to its default, as text; an empty
    default is not sent. A rule that overlaps with another or is loud is not in the default set.
    `frameworks` names what asks for the rule, with the place ("CIS AWS Foundations 3.0: 5.2").
    Rules that find the same fault have the same `group`; most are alone in a group of their name.
    """

    name: str
    identifier: str
    title: str
    severity: Severity
    remediation: str
    resource_types: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    frameworks: tuple[str, ...] = ()
    group: str = ""
    documentation: str = ""
    in_default_set: bool = True

    def __post_init__(self) -> None:
        if not self.group:
            object.__setattr__(self, "group", self.name)

    @property
    def documentation_url(self) -> str:
        """Return what was given, or else the rule's page in the AWS Config developer guide."""
        if self.documentation:
            return self.documentation
        if self.identifier:
            return f"{DEVELOPER_GUIDE}/{self.name}.html"
        return f"{DEVELOPER_GUIDE}/managed-rules-by-aws-config.html"
