"""What the function is told by its environment."""

from pydantic import BaseModel, ConfigDict, Field


class ComplianceApiSettings(BaseModel):
    """Environment of ComplianceApi: names of tables, the secret that signs cursors."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    events_table: str = Field(alias="EVENTS_TABLE", min_length=3)
    cursor_secret_arn: str = Field(alias="CURSOR_SECRET_ARN", min_length=1)
