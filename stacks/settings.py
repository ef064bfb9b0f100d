"""The settings of a deployment: what may be chosen, its default and its unit.

The description of a field is what the reader of a refusal is told that the setting may be.
"""

import json
import platform
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.domain.alert_policy import AlertPolicy
from shared.domain.catalogue import DEFAULT_RULES
from shared.domain.routing import DEFAULT_CHANNEL
from shared.domain.routing.route import BATCH_MINUTES
from shared.domain.severity import Severity
from shared.domain.visibility import MOST_ACCOUNTS
from stacks.console_settings import IdentityCenter
from stacks.mute_settings import DESCRIPTION, Mutes
from stacks.operations_settings import RUNBOOK_URL, SUBSCRIBERS, RunbookUrl, Subscribers
from stacks.role_settings import BOUNDARY, ROLE_PATH, PermissionsBoundary, RolePath
from stacks.rollout_settings import Rollout
from stacks.routing_settings import ChannelName, ChannelSettings, RouteSettings
from stacks.rule_settings import RuleEntries, RuleParameters, RuleShadows, ShadowDays
from stacks.setting_types import (
    AccountId,
    AccountIds,
    ClaimName,
    Issuer,
    MaskedFields,
    OrganisationId,
    Region,
    Regions,
    RuleNames,
    ScopeRoles,
    SecretName,
    SlackChannel,
    SlackMuters,
    TeamName,
    TimeZone,
    UnitName,
)

type Architecture = Literal["arm64", "x86_64"]
type Hours = Annotated[int, Field(ge=1, le=720)]
type SeverityName = Literal["critical", "high", "medium", "low"]
type ForwardedItems = Literal["none", "deletions", "all"]


MOST_LISTED_ACCOUNTS = 200


def scope_roles_text(roles: Mapping[str, Iterable[str]]) -> str:
    """Return the accounts of roles as the environment of a function holds them."""
    listed = {role: list(accounts) for role, accounts in roles.items()}
    return json.dumps(listed, separators=(",", ":"))


class Team(BaseModel):
    """A team: the accounts that it owns, and whether it gets digests of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    accounts: Annotated[AccountIds, Field(min_length=1)]
    digest: bool = False


class DeploymentSettings(BaseModel):
    """One deployment: a master account and the accounts that it watches."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    master_account: AccountId = Field(description="an account id: 12 digits in quotes")
    master_region: Region = Field(description="a region such as eu-central-1")
    organisation_id: OrganisationId | None = Field(
        default=None, description="an organisation id such as o-a1b2c3d4e5"
    )
    agent_accounts: AccountIds = Field(
        default=(),
        # Their ids fill the bus policy (10,240 characters) and an environment (4 KB).
        max_length=MOST_LISTED_ACCOUNTS,
        description=f"a list of at most {MOST_LISTED_ACCOUNTS} account ids, each 12 digits in"
        " quotes, none twice; for more name the organisation",
    )
    agent_regions: Regions = Field(
        description="a list of one or more regions such as eu-central-1, none twice"
    )
    rollout: Rollout | None = Field(
        default=None,
        description="a table with organisational_units and, as needed, failure_tolerance_percent,"
        " concurrency_percent, call_as and retain_on_removal",
    )
    rules: RuleNames = Field(
        default=DEFAULT_RULES,
        description="a list of names from shared/domain/catalogue, none twice",
    )
    rule_parameters: RuleParameters = Field(
        default_factory=dict,
        description="a table for each rule, of parameters that shared/domain/catalogue lists",
    )
    rule_catalogue: RuleEntries = Field(
        default_factory=dict,
        description="a table for each rule, with severity, title, remediation, documentation_url,"
        " frameworks and group as needed",
    )
    rules_as: Literal["rules", "conformance_pack"] = Field(
        default="rules", description='"rules" or "conformance_pack"'
    )
    manages_recorder: bool = Field(default=False, description="true or false")
    recorder_role: Literal["own", "service_linked"] = Field(
        default="own", description='"own" or "service_linked"'
    )
    recorder_bucket_days: int = Field(
        default=365, ge=1, le=3650, description="whole days, from 1 to 3650"
    )
    forward_configuration_items: ForwardedItems = Field(
        default="deletions", description='"none", "deletions" or "all"'
    )
    slack_mode: Literal["webhook", "bot"] = Field(
        default="webhook", description='"webhook" or "bot"'
    )
    slack_channel: SlackChannel | None = Field(
        default=None, description="the id of a channel such as C0123456789 (its name will not do)"
    )
    slack_secret_name: SecretName = Field(
        default="config-monitoring/slack",
        description="up to 200 letters, digits and /_+=.@- in quotes",
    )
    slack_secret_seconds: int = Field(
        default=300, ge=10, le=3600, description="whole seconds, from 10 to 3600 (an hour)"
    )
    slack_message_interval_seconds: float = Field(
        default=1, ge=0, le=60, description="seconds, from 0 to 60"
    )
    slack_muters: SlackMuters = Field(
        default=("*",),
        description='["*"] for everybody, or a list of at most 50 ids of users (U0123ABC) and of'
        " groups of users (S0123ABC), none twice; [] for nobody",
    )
    grouping_window_seconds: int = Field(
        default=10, ge=0, le=900, description="whole seconds, from 0 to 900"
    )
    flap_window_seconds: int = Field(
        default=300, ge=0, le=86_400, description="whole seconds, from 0 to 86400 (a day)"
    )
    messages_per_minute: int = Field(default=10, ge=1, le=60, description="a number from 1 to 60")
    few_first_results: int = Field(default=5, ge=0, le=1000, description="a number from 0 to 1000")
    first_results_minutes: int = Field(
        default=10, ge=0, le=1440, description="whole minutes, from 0 to 1440 (a day)"
    )
    shadow_days: ShadowDays = Field(default=0, description="whole days, from 0 to 90")
    rule_shadow_days: RuleShadows = Field(
        default_factory=dict,
        description="a table of rules, each with whole days from 0 to 90",
    )
    remind_hours: dict[SeverityName, Hours] = Field(
        default={"critical": 24},
        description="a table of severities, each with whole hours from 1 to 720 (30 days)",
    )
    channels: dict[ChannelName, ChannelSettings] = Field(
        default_factory=dict,
        description="a table for each channel, named in lower-case letters, digits and hyphens,"
        " with secret_name (of a webhook) or slack_channel (an id, for a bot)",
    )
    routes: tuple[RouteSettings, ...] = Field(
        default=(),
        description="a table for each route, with a name, a channel and what it takes",
    )
    route_matching: Literal["first", "all"] = Field(default="first", description='"first" or "all"')
    fallback_channel: ChannelName = Field(
        default=DEFAULT_CHANNEL, description='"default", or the name of one of the channels'
    )
    batch_minutes: int = Field(
        default=BATCH_MINUTES, ge=1, le=1440, description="whole minutes, from 1 to 1440"
    )
    organisational_units: dict[UnitName, AccountIds] | None = Field(
        default=None,
        description="a table of units, each with a list of account ids, none twice",
    )
    reconcile_hours: int = Field(
        # A week less two hours: an alarm of CloudWatch looks back no longer than a week.
        default=24,
        ge=1,
        le=166,
        description="whole hours, from 1 to 166",
    )
    digest_hour: int = Field(default=8, ge=0, le=23, description="a whole hour, from 0 to 23")
    digest_time_zone: TimeZone = Field(
        default="UTC", description="an IANA time zone such as Europe/Berlin or UTC"
    )
    api_authorisation: Literal["iam", "jwt"] = Field(default="iam", description='"iam" or "jwt"')
    api_jwt_issuer: Issuer | None = Field(
        default=None, description="the address of an issuer of tokens, beginning with https://"
    )
    api_jwt_audience: tuple[str, ...] = Field(
        default=(), description="a list of the audiences that a token may be for"
    )
    api_scope_claim: ClaimName | None = Field(
        default=None, description="the name of a claim: up to 64 letters, digits and :/_.-"
    )
    api_scope_roles: ScopeRoles = Field(
        default_factory=dict,
        description=f"a table of roles, each with a list of 1 to {MOST_ACCOUNTS} account ids, or"
        ' ["*"] for all accounts',
    )
    api_docs: bool = Field(default=False, description="true or false")
    api_snap_start: bool = Field(default=False, description="true or false")
    weekly_digest: bool = Field(default=True, description="true or false")
    link_days: int = Field(
        default=7, ge=1, le=365, description="whole days, from 1 to 365, not beyond retention_days"
    )
    teams: dict[TeamName, Team] = Field(
        default_factory=dict,
        description="a table for each team, named in lower-case letters, digits and hyphens, with"
        ' accounts = ["..."] (12 digits each, none twice) and digest = true or false',
    )
    identity_center: IdentityCenter | None = Field(
        default=None,
        description="a table with start_url (of the access portal) and, if links are to open with"
        " one role, role_name",
    )
    mutes: Mutes = Field(default=(), description=DESCRIPTION)
    most_mute_days: int = Field(default=90, ge=1, le=365, description="whole days, from 1 to 365")
    operations_subscribers: Subscribers = Field(default=(), description=SUBSCRIBERS)
    runbook_url: RunbookUrl = Field(default="docs/operations.md", description=RUNBOOK_URL)
    permissions_boundary: PermissionsBoundary | None = Field(default=None, description=BOUNDARY)
    role_path: RolePath | None = Field(default=None, description=ROLE_PATH)
    customer_managed_key: bool = Field(default=False, description="true or false")
    retention_days: int = Field(default=90, ge=1, le=3650, description="whole days, from 1 to 3650")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description='"DEBUG", "INFO", "WARNING" or "ERROR"'
    )
    history_annotations: bool = Field(default=True, description="true or false")
    masked_in_logs: MaskedFields = Field(
        default=(),
        description='a list of "account", "resource_id", "annotation" and "user", none twice',
    )
    dashboard: bool = Field(default=True, description="true or false")
    tracing: bool = Field(default=False, description="true or false")
    architecture: Literal["arm64", "x86_64", "host"] = Field(
        default="arm64", description='"arm64", "x86_64" or "host" (the one of this machine)'
    )

    @property
    def processor(self) -> Architecture:
        """Return the architecture of the functions, the machine's own where the setting says so."""
        if self.architecture != "host":
            return self.architecture
        return "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"

    @property
    def links_last_days(self) -> int:
        """Return how long links in messages last: never longer than what they lead to."""
        return min(self.link_days, self.retention_days)

    @property
    def alert_policy(self) -> AlertPolicy:
        """Return how much people are told, as the functions are told of it."""
        return AlertPolicy(
            flap_window=timedelta(seconds=self.flap_window_seconds),
            few_first_results=self.few_first_results,
            first_results_window=timedelta(minutes=self.first_results_minutes),
            messages_per_minute=self.messages_per_minute,
            remind_after={
                Severity(of): timedelta(hours=hours) for of, hours in self.remind_hours.items()
            },
            shadow=timedelta(days=self.shadow_days),
            shadow_of={rule: timedelta(days=of) for rule, of in self.rule_shadow_days.items()},
        )
