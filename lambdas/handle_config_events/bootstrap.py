"""Puts the function together, once for each instance of it."""

import os
import random
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, cast

import botocore.session
from botocore.config import Config

from lambdas.handle_config_events.settings import HandleConfigEventsSettings
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.sqs_dead_letters import SqsDeadLetters
from shared.adapters.sqs_redelivery import SqsRedelivery

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_sqs.client import SQSClient

# Longer than a transaction ever takes, shorter than the function's time.
# Nothing here is typed by a person, so the client need not check each member of a request again.
_CLIENT = Config(
    connect_timeout=2,
    read_timeout=8,
    retries={"mode": "standard", "max_attempts": 3},
    parameter_validation=False,
)
# What SQS does not take is not lost: it comes again, so little of the function's time goes into it.
_SQS = Config(connect_timeout=2, read_timeout=4, retries={"mode": "standard", "max_attempts": 2})


@cache
def settings() -> HandleConfigEventsSettings:
    """Return the settings; the environment is read, and refused, at the first invocation."""
    return HandleConfigEventsSettings.read(os.environ)


@cache
def store() -> DynamoDbComplianceStore:
    """Return the store."""
    return DynamoDbComplianceStore(dynamodb(), settings().tables, now)


@cache
def dead_letters() -> SqsDeadLetters:
    """Return where messages go that are given up: made when the first one is."""
    return SqsDeadLetters(_sqs(), settings().dead_letters_url)


@cache
def queue() -> SqsRedelivery:
    """Return the queue that the messages come from: made when the first one comes again."""
    return SqsRedelivery(_sqs(), settings().config_events_url)


@cache
def _sqs() -> "SQSClient":
    return cast("SQSClient", _session().create_client("sqs", config=_SQS))


@cache
def dynamodb() -> "DynamoDBClient":
    """Return the client that writes; its requests are made as quickly as can be."""
    client = cast("DynamoDBClient", _session().create_client("dynamodb", config=_CLIENT))
    # The client would search each transaction for the ARNs of tables, to find another account's
    # endpoint by them: a tenth of a batch's time. Here tables are names in the function's account.
    transaction = client.meta.service_model.operation_model("TransactWriteItems")
    with suppress(AttributeError):  # the runtime's SDK changes by itself: then it is only slower
        transaction.operation_context_parameters = []
    return client


@cache
def _session() -> botocore.session.Session:
    """Return what makes clients: what boto3 adds to it is not needed, and slow to import."""
    return botocore.session.get_session()


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def pause(attempt: int) -> None:
    """Wait, with full jitter, before another writer's work is tried over: at most 1 second."""
    time.sleep(random.uniform(0, min(1.0, 0.02 * 2**attempt)))  # noqa: S311 - spreads, hides nothing


# Lambda lends a starting function a whole processor: what takes long belongs there, not into the
# first invocation (AWS Lambda developer guide, defined runtime environment variables).
if "AWS_LAMBDA_INITIALIZATION_TYPE" in os.environ:
    dynamodb()
