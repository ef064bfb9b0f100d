"""What the function is told by its environment."""

from pydantic import BaseModel, ConfigDict, Field


class WriteExportsSettings(BaseModel):
    """Environment of WriteExports: tables and a bucket."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    events_table: str = Field(alias="EVENTS_TABLE", min_length=3)
    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    reports_bucket: str = Field(alias="REPORTS_BUCKET", min_length=3)
