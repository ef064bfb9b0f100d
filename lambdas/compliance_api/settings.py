"""What the function is told by its environment."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Json


def _names(text: Any) -> Any:
    return tuple(filter(None, text.split(","))) if isinstance(text, str) else text


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


class ComplianceApiSettings(BaseModel):
    """Environment of ComplianceApi: tables, the secret that signs cursors, who may see what.

    `scope_claim` is the claim of a JWT, `scope_roles` the table of roles, that lists the accounts
    that a caller may see; where neither is set, every caller sees all.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    events_table: str = Field(alias="EVENTS_TABLE", min_length=3)
    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    cursor_secret_arn: str = Field(alias="CURSOR_SECRET_ARN", min_length=1)
    agent_accounts: Names = Field(alias="AGENT_ACCOUNTS")
    agent_regions: Names = Field(alias="AGENT_REGIONS", min_length=1)
    docs: bool = Field(alias="API_DOCS")
    jwt_issuer: str = Field(alias="API_JWT_ISSUER")
    scope_claim: str = Field(alias="API_SCOPE_CLAIM")
    scope_roles: Json[dict[str, tuple[str, ...]]] = Field(alias="API_SCOPE_ROLES")
    reports_bucket: str = Field(alias="REPORTS_BUCKET", min_length=3)
    link_key_arn: str = Field(alias="LINK_KEY_ARN", min_length=1)
    retention_days: int = Field(alias="RETENTION_DAYS", ge=1)
    most_mute_days: int = Field(alias="MOST_MUTE_DAYS", ge=1)

    @property
    def retention(self) -> timedelta:
        """How long mutes are kept that are over."""
        return timedelta(days=self.retention_days)

    @property
    def longest_mute(self) -> timedelta:
        """How far away the end of a mute may be."""
        return timedelta(days=self.most_mute_days)
