"""What the function is told by its environment."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field


class UpdateTotalsSettings(BaseModel):
    """Environment of UpdateTotals: a table, days."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    retention_days: int = Field(alias="RETENTION_DAYS", gt=0)

    @property
    def retention(self) -> timedelta:
        """How long activity is kept."""
        return timedelta(days=self.retention_days)
