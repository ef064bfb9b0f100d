"""What single settings may be: accounts, regions, names."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from shared.domain.visibility import MOST_ACCOUNTS
from stacks.rule_settings import RuleName


def _known_time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"unknown time zone {name!r}")
    return name


def unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values; raise ValueError where one is named twice."""
    if twice := sorted({value for value in values if values.count(value) > 1}):
        raise ValueError(f"named more than once: {', '.join(twice)}")
    return values


AccountId = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-[0-9]$")]
OrganisationId = Annotated[str, StringConstraints(pattern=r"^o-[a-z0-9]{10,32}$")]
SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/_+=.@-]{1,200}$")]
# A channel, a private one, or a conversation with one person (Slack, "Conversations API").
Masked = Literal["account", "resource_id", "annotation", "user"]
MaskedFields = Annotated[tuple[Masked, ...], AfterValidator(unique)]
SlackChannel = Annotated[str, StringConstraints(pattern=r"^[CGD][A-Z0-9]{8,20}$")]
# A user, a group of users, or everybody.
SlackMuter = Annotated[str, StringConstraints(pattern=r"^([UWS][A-Z0-9]{2,30}|\*)$")]
SlackMuters = Annotated[tuple[SlackMuter, ...], Field(max_length=50), AfterValidator(unique)]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]
AccountIds = Annotated[tuple[AccountId, ...], AfterValidator(unique)]
Regions = Annotated[tuple[Region, ...], Field(min_length=1), AfterValidator(unique)]
TeamName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
RuleNames = Annotated[tuple[RuleName, ...], AfterValidator(unique)]
ScopeEntry = Annotated[str, StringConstraints(pattern=r"^([0-9]{12}|\*)$")]
RoleName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+=,.@_-]{1,64}$")]
ScopeRoles = dict[
    RoleName, Annotated[tuple[ScopeEntry, ...], Field(min_length=1, max_length=MOST_ACCOUNTS)]
]
Issuer = Annotated[str, StringConstraints(pattern=r"^https://[^\s?#]{1,500}$")]
ClaimName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9:/_.-]{1,64}$")]

UnitName = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,300}$")]
UnitNames = Annotated[tuple[UnitName, ...], AfterValidator(unique)]
RouteRegion = Annotated[str, StringConstraints(pattern=r"^(global|[a-z]{2}(-[a-z]+)+-[0-9])$")]
RouteRegions = Annotated[tuple[RouteRegion, ...], AfterValidator(unique)]
Pattern = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9:*_ .-]{1,200}$")]
Patterns = Annotated[tuple[Pattern, ...], AfterValidator(unique)]
