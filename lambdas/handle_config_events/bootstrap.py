"""Puts the function together, once for each instance of it."""

import os
import random
import time
from datetime import UTC, datetime
from functools import cache

import boto3
from botocore.config import Config

from lambdas.handle_config_events.settings import HandleConfigEventsSettings
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore

# Longer than a transaction ever takes, shorter than the function's time.
# Nothing here is typed by a person, so the client need not check each member of a request again.
_CLIENT = Config(
    connect_timeout=2,
    read_timeout=8,
    retries={"mode": "standard", "max_attempts": 3},
    parameter_validation=False,
)


@cache
def store() -> DynamoDbComplianceStore:
    """Return the store; the environment is read, and refused, at the first invocation."""
    settings = HandleConfigEventsSettings.model_validate(dict(os.environ))
    client = boto3.client("dynamodb", config=_CLIENT)
    return DynamoDbComplianceStore(client, settings.tables, now)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def pause(attempt: int) -> None:
    """Wait, with full jitter, before another writer's work is tried over: at most 1 second."""
    time.sleep(random.uniform(0, min(1.0, 0.02 * 2**attempt)))  # noqa: S311 - spreads, hides nothing
