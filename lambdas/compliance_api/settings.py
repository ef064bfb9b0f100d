"""What the function is told by its environment."""

from pydantic import BaseModel, ConfigDict, Field


class ComplianceApiSettings(BaseModel):
    """Environment of ComplianceApi: names of tables and of a bucket, the secrets that sign."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    events_table: str = Field(alias="EVENTS_TABLE", min_length=3)
    cursor_secret_arn: str = Field(alias="CURSOR_SECRET_ARN", min_length=1)
    reports_bucket: str = Field(alias="REPORTS_BUCKET", min_length=3)
    report_key_arn: str = Field(alias="REPORT_KEY_ARN", min_length=1)
