"""Puts the function together, once for each instance of it."""

import os
import random
import time
from functools import cache

import boto3
from botocore.config import Config

from lambdas.update_totals.settings import UpdateTotalsSettings
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore

_CLIENT = Config(
    connect_timeout=2, read_timeout=8, retries={"mode": "standard", "total_max_attempts": 4}
)


@cache
def store() -> DynamoDbTotalsStore:
    """Return the store; the environment is read, and refused, at the first invocation."""
    settings = UpdateTotalsSettings.model_validate(dict(os.environ))
    client = boto3.client("dynamodb", config=_CLIENT)
    return DynamoDbTotalsStore(client, settings.config_compliance_table, settings.retention)


def pause(attempt: int) -> None:
    """Wait, with full jitter, before another writer's work is tried over: at most 1 second."""
    time.sleep(random.uniform(0, min(1.0, 0.02 * 2**attempt)))  # noqa: S311 - spreads, hides nothing
