"""Puts the function together, once for each instance of it."""

import os
from functools import cache

import boto3
from botocore.config import Config

from lambdas.reconcile.settings import ReconcileSettings
from shared.adapters.config_aggregator import ConfigAggregator
from shared.adapters.dynamodb_account_units import DynamoDbAccountUnits
from shared.adapters.dynamodb_onboardings import DynamoDbOnboardings
from shared.adapters.dynamodb_reconciliation import DynamoDbReconciliations
from shared.adapters.dynamodb_stored_places import DynamoDbStoredPlaces
from shared.adapters.organizations_tree import OrganizationsTree
from shared.adapters.sqs_repairs import SqsRepairs
from shared.adapters.system_clock import SystemClock
from shared.ports.routing import AccountUnits, Organisation
from shared.usecases.reconcile_desk import ReconcileDesk

_CLIENT = Config(
    connect_timeout=2, read_timeout=8, retries={"mode": "standard", "total_max_attempts": 6}
)
# AWS Config throttles low, for all who read it in the account together: the client slows down to
# what it is given.
_PATIENT = Config(
    connect_timeout=5, read_timeout=30, retries={"mode": "adaptive", "total_max_attempts": 10}
)


@cache
def settings() -> ReconcileSettings:
    """Return the settings; the environment is read, and refused, at the first invocation."""
    return ReconcileSettings.model_validate(dict(os.environ))


@cache
def desk() -> ReconcileDesk:
    """Return what is compared with what, and where findings go."""
    clock, told = SystemClock(), settings()
    dynamodb = boto3.client("dynamodb", config=_CLIENT)
    config = boto3.client("config", config=_PATIENT)
    table = told.config_compliance_table
    return ReconcileDesk(
        config=ConfigAggregator(config, told.config_aggregator_name),
        stored=DynamoDbStoredPlaces(dynamodb, table),
        repairs=SqsRepairs(
            boto3.client("sqs", config=_CLIENT), told.config_events_queue_url, clock
        ),
        runs=DynamoDbReconciliations(dynamodb, table),
        onboardings=DynamoDbOnboardings(dynamodb, told.notifications_table, clock),
        clock=clock,
    )


@cache
def units() -> AccountUnits:
    """Return where it is kept which organisational units accounts are in."""
    dynamodb = boto3.client("dynamodb", config=_CLIENT)
    return DynamoDbAccountUnits(dynamodb, settings().config_compliance_table)


@cache
def organisation() -> Organisation:
    """Return the organisation, which is asked as patiently as AWS Config."""
    return OrganizationsTree(boto3.client("organizations", config=_PATIENT))
