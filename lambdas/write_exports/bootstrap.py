"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import boto3
from botocore.config import Config

from lambdas.write_exports.settings import WriteExportsSettings
from shared.adapters.deployed_console import adopt_console
from shared.adapters.deployed_rules import adopt_rules
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_exports import DynamoDbExports
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_mute_queries import DynamoDbMuteQueries
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.formatted_rows import FormattedRows
from shared.adapters.lambda_export_workers import LambdaExportWorkers
from shared.adapters.mutes_with_settings import MuteQueriesWithSettings
from shared.adapters.s3_export_files import S3ExportFiles
from shared.adapters.system_clock import SystemClock
from shared.deployment import deployment
from shared.domain.mute_documents import mutes_of
from shared.usecases.export_desk import ExportDesk

# Partitions read at the same time.
_THREADS = 8
# Nobody waits for a single answer: throttled reads are tried again, well within the lease.
_CLIENT = Config(
    connect_timeout=2,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 4},
    max_pool_connections=_THREADS,
)


@cache
def settings() -> WriteExportsSettings:
    """Return the settings; they are read, and refused, at the first invocation."""
    adopt_rules()
    adopt_console()
    return WriteExportsSettings.model_validate(dict(os.environ))


@cache
def desk(function: str) -> ExportDesk:
    """Return what exports are made from and where they go; `function` is this one's name."""
    clock, told = SystemClock(), settings()
    dynamodb = boto3.client("dynamodb", config=_CLIENT)
    pool = ThreadPoolExecutor(_THREADS)
    table = told.config_compliance_table
    regions = DynamoDbRegions(dynamodb, table)
    return ExportDesk(
        exports=DynamoDbExports(dynamodb, table),
        files=S3ExportFiles(boto3.client("s3", config=_CLIENT), told.reports_bucket),
        workers=LambdaExportWorkers(boto3.client("lambda", config=_CLIENT), function),
        compliance=DynamoDbComplianceQueries(dynamodb, table, pool, clock.now),
        history=DynamoDbHistoryQueries(dynamodb, told.events_table, regions, pool, clock.now),
        mutes=MuteQueriesWithSettings(
            DynamoDbMuteQueries(dynamodb, told.notifications_table), mutes_of(deployment())
        ),
        formats=FormattedRows(),
        clock=clock,
    )
