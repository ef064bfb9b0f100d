"""What the function is told by its environment."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field

from shared.adapters.dynamodb_actions import Tables


class HandleConfigEventsSettings(BaseModel):
    """Environment of HandleConfigEvents: names of tables, days, seconds."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    events_table: str = Field(alias="EVENTS_TABLE", min_length=3)
    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    retention_days: int = Field(alias="RETENTION_DAYS", gt=0)
    grouping_window_seconds: int = Field(alias="GROUPING_WINDOW_SECONDS", ge=0)

    @property
    def tables(self) -> Tables:
        """Where is written to, and how long it is kept and grouped."""
        return Tables(
            config_compliance=self.config_compliance_table,
            events=self.events_table,
            notifications=self.notifications_table,
            retention=timedelta(days=self.retention_days),
            grouping_window=timedelta(seconds=self.grouping_window_seconds),
        )
