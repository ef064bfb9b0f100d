"""Puts together what the routes of exports need, once they are asked: other routes need no S3."""

import os
from dataclasses import dataclass
from functools import cache

import boto3
from botocore.config import Config
from pydantic import BaseModel, ConfigDict, Field

from shared.adapters.dynamodb_exports import DynamoDbExports
from shared.adapters.lambda_export_workers import LambdaExportWorkers
from shared.adapters.s3_export_files import S3ExportFiles
from shared.ports.exporting import ExportLinks, Exports, ExportWorkers

# A caller waits: few tries, and all of them well within the 29 seconds of the function.
_CLIENT = Config(connect_timeout=1, read_timeout=4, retries={"mode": "standard", "max_attempts": 3})
# The signature that lasts for as long as it is told to, in every region.
_SIGNING = Config(signature_version="s3v4")


class ExportsSettings(BaseModel):
    """Environment of the routes of exports: a table, a bucket, the function that writes."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    reports_bucket: str = Field(alias="REPORTS_BUCKET", min_length=3)
    write_exports_function: str = Field(alias="WRITE_EXPORTS_FUNCTION", min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportServices:
    """What the routes of exports answer from."""

    exports: Exports
    links: ExportLinks
    workers: ExportWorkers


@cache
def export_services() -> ExportServices:
    """Return the services; the environment is read, and refused, at the first such request."""
    told = ExportsSettings.model_validate(dict(os.environ))
    signing = boto3.client("s3", config=_CLIENT.merge(_SIGNING))
    lambda_client = boto3.client("lambda", config=_CLIENT)
    return ExportServices(
        exports=DynamoDbExports(
            boto3.client("dynamodb", config=_CLIENT), told.config_compliance_table
        ),
        links=S3ExportFiles(signing, told.reports_bucket),
        workers=LambdaExportWorkers(lambda_client, told.write_exports_function),
    )
