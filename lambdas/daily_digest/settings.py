"""What the function is told by its environment."""

from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from shared.domain.silence import Watched
from shared.usecases.digest_desk import Expectations


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"not a time zone of the IANA database: {name!r}") from error


def _names(listed: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(listed).split(",") if part.strip())


class DailyDigestSettings(BaseModel):
    """Environment of DailyDigest: where things are, a time zone, what is watched, how long."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, arbitrary_types_allowed=True
    )

    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    slack_secret_arn: str = Field(alias="SLACK_SECRET_ARN", min_length=1)
    reports_bucket: str = Field(alias="REPORTS_BUCKET", min_length=3)
    report_key_arn: str = Field(alias="REPORT_KEY_ARN", min_length=1)
    report_link_days: int = Field(alias="REPORT_LINK_DAYS", gt=0)
    api_url: str = Field(alias="API_URL", min_length=8)
    zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(alias="DIGEST_TIME_ZONE")
    agent_accounts: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        alias="AGENT_ACCOUNTS"
    )
    agent_regions: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        alias="AGENT_REGIONS", min_length=1
    )
    reconcile_hours: int = Field(alias="RECONCILE_HOURS", gt=0)
    retention_days: int = Field(alias="RETENTION_DAYS", gt=0)

    @property
    def retention(self) -> timedelta:
        """How long history and activity are kept."""
        return timedelta(days=self.retention_days)

    @property
    def links_last(self) -> timedelta:
        """How long a link to a report can be followed."""
        return timedelta(days=self.report_link_days)

    @property
    def expectations(self) -> Expectations:
        """What the digest holds the present against."""
        return Expectations(
            watched=Watched(self.agent_accounts, self.agent_regions),
            reconciled_every=timedelta(hours=self.reconcile_hours),
            retention=self.retention,
        )
