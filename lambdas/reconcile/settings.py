"""What the function is told by its environment."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from shared.domain.sources import Wanted


def _names(listed: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(listed).split(",") if part.strip())


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


class ReconcileSettings(BaseModel):
    """Environment of Reconcile: tables, a queue, an aggregator, what is watched, hours."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    config_events_queue_url: str = Field(alias="CONFIG_EVENTS_QUEUE_URL", min_length=1)
    config_aggregator_name: str = Field(alias="CONFIG_AGGREGATOR_NAME", min_length=1)
    agent_accounts: Names = Field(alias="AGENT_ACCOUNTS")
    agent_regions: Names = Field(alias="AGENT_REGIONS", min_length=1)
    organisation_id: str = Field(alias="ORGANISATION_ID")
    reconcile_hours: int = Field(alias="RECONCILE_HOURS", gt=0)
    look_up_units: bool = Field(alias="LOOK_UP_UNITS")

    @property
    def wanted(self) -> Wanted:
        """What should be watched."""
        return Wanted(self.agent_accounts, self.agent_regions, bool(self.organisation_id))

    @property
    def every(self) -> timedelta:
        """How often a run is due."""
        return timedelta(hours=self.reconcile_hours)
