"""The settings of a deployment: what may be chosen, its default and its unit.

The description of a field is what a reader of a refusal is told that the setting may be.
"""

import platform
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from shared.domain.catalogue import CATALOGUE
from stacks.rule_settings import RuleName, RuleParameters

Architecture = Literal["arm64", "x86_64"]


def _known_time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"unknown time zone {name!r}")
    return name


AccountId = Annotated[str, StringConstraints(pattern=r"^\d{12}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")]
OrganisationId = Annotated[str, StringConstraints(pattern=r"^o-[a-z0-9]{10,32}$")]
SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/_+=.@-]{1,200}$")]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]


class DeploymentSettings(BaseModel):
    """One deployment: a master account and the accounts that it watches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    master_account: AccountId = Field(description="12 digits, in quotes")
    master_region: Region = Field(description="a region such as eu-central-1")
    organisation_id: OrganisationId | None = Field(
        default=None, description="an organisation id such as o-a1b2c3d4e5"
    )
    agent_accounts: tuple[AccountId, ...] = Field(
        default=(), description="a list of account ids, each of 12 digits, in quotes"
    )
    agent_regions: tuple[Region, ...] = Field(
        min_length=1, description="a list of at least one region such as eu-central-1"
    )
    rules: tuple[RuleName, ...] = Field(
        default=tuple(CATALOGUE), description="a list of rule names of the catalogue"
    )
    rule_parameters: RuleParameters = Field(
        default_factory=dict, description="for each rule, the parameters that AWS documents"
    )
    manages_recorder: bool = Field(default=False, description="true or false")
    forward_configuration_items: Literal["none", "deletions", "all"] = Field(
        default="deletions", description='"none", "deletions" or "all"'
    )
    slack_mode: Literal["webhook"] = Field(default="webhook", description='"webhook"')
    slack_secret_name: SecretName = Field(
        default="config-monitoring/slack", description="a name that Secrets Manager accepts"
    )
    slack_message_interval_seconds: float = Field(
        default=1, ge=0, le=60, description="seconds, from 0 to 60"
    )
    grouping_window_seconds: int = Field(
        default=10, ge=0, le=900, description="whole seconds, from 0 to 900"
    )
    digest_hour: int = Field(default=8, ge=0, le=23, description="a whole hour, from 0 to 23")
    digest_time_zone: TimeZone = Field(
        default="UTC", description="an IANA time zone such as Europe/Berlin or UTC"
    )
    retention_days: int = Field(default=90, ge=1, le=3650, description="days, from 1 to 3650")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description='"DEBUG", "INFO", "WARNING" or "ERROR"'
    )
    architecture: Literal["arm64", "x86_64", "host"] = Field(
        default="arm64", description='"arm64", "x86_64" or "host" (that of this machine)'
    )

    @property
    def processor(self) -> Architecture:
        """Return the architecture of the functions, the machine's own where the setting says so."""
        if self.architecture != "host":
            return self.architecture
        return "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"
