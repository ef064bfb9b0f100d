"""Routes and channels as settings, and as the functions are told of them."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from shared.domain.routing import Channel, Mode, Route, TagCondition
from shared.domain.routing.route import BATCH_MINUTES
from shared.domain.severity import Severity
from stacks.setting_types import (
    AccountIds,
    Patterns,
    RouteRegions,
    SecretName,
    SlackChannel,
    UnitNames,
)

ChannelName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
RouteName = ChannelName
TagKey = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,128}$")]
TagValue = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{0,256}$")]


def _listed(value: object) -> object:
    """Return one value as several; what is neither is left for the check of types."""
    if isinstance(value, list):
        return tuple(value)
    return (value,) if isinstance(value, str) else value


TagValues = Annotated[tuple[TagValue, ...], Field(min_length=1), BeforeValidator(_listed)]


class ChannelSettings(BaseModel):
    """A channel beside the default one: a webhook, or a channel that the bot writes to."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    secret_name: SecretName | None = Field(
        default=None, description="up to 200 letters, digits and /_+=.@- in quotes"
    )
    slack_channel: SlackChannel | None = Field(
        default=None, description="the id of a channel such as C0123456789"
    )

    def named(self, name: str) -> Channel:
        """Return the channel of that name."""
        return Channel(name, self.secret_name, self.slack_channel)


class RouteSettings(BaseModel):
    """A route: where violations go, and which; what it does not name it does not ask for."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: RouteName = Field(description="lower-case letters, digits and hyphens, at most 40")
    channel: ChannelName = Field(description='"default", or the name of one of the channels')
    mode: Literal["immediate", "batched", "digest"] | None = Field(
        default=None, description='"immediate", "batched" or "digest"'
    )
    batch_minutes: int | None = Field(
        default=None, ge=1, le=1440, description="whole minutes, from 1 to 1440"
    )
    accounts: AccountIds = Field(
        default=(), description="a list of account ids, each 12 digits in quotes, none twice"
    )
    organisational_units: UnitNames = Field(
        default=(), description="a list of units, each by its id, its path or its name, none twice"
    )
    regions: RouteRegions = Field(
        default=(), description='a list of regions or "global" (for IAM and the like), none twice'
    )
    rules: Patterns = Field(
        default=(), description="a list of names of rules, or patterns such as s3-*, none twice"
    )
    severities: tuple[Literal["critical", "high", "medium", "low"], ...] = Field(
        default=(), description='a list of "critical", "high", "medium" and "low"'
    )
    resource_types: Patterns = Field(
        default=(), description="a list of types, or patterns such as AWS::IAM::*, none twice"
    )
    tags: dict[TagKey, TagValues] = Field(
        default_factory=dict,
        description="a table of tags, each with a value or a list of values, which may have *",
    )

    def route(self, batch_minutes: int = BATCH_MINUTES) -> Route:
        """Return the route; where it says no minutes, a batch lasts as long as is given."""
        return Route(
            name=self.name,
            channel=self.channel,
            mode=Mode(self.mode) if self.mode else None,
            batch_minutes=self.batch_minutes or batch_minutes,
            accounts=self.accounts,
            organisational_units=self.organisational_units,
            regions=self.regions,
            rules=self.rules,
            severities=tuple(map(Severity, self.severities)),
            resource_types=self.resource_types,
            tags=tuple(TagCondition(key, values) for key, values in self.tags.items()),
        )
