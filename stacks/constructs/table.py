"""How every table of the product is made."""

from collections.abc import Mapping

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

EXPIRES_AT = "expires_at"


def _key(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def table(
    scope: Construct,
    *,
    indexes: Mapping[str, tuple[str, str]],
    stream: dynamodb.StreamViewType | None = None,
) -> dynamodb.Table:
    """Return an encrypted on-demand table that nobody deletes by accident, keyed by `pk` and `sk`.

    `indexes` maps the name of each index to its partition and sort key; all keys are strings.
    """
    made = dynamodb.Table(
        scope,
        "Table",
        partition_key=_key("pk"),
        sort_key=_key("sk"),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        # By a key that AWS owns: one of KMS is billed by the request (`customer_managed_key`).
        encryption=dynamodb.TableEncryption.DEFAULT,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        time_to_live_attribute=EXPIRES_AT,
        removal_policy=RemovalPolicy.RETAIN,
        deletion_protection=True,
        stream=stream,
    )
    for name, (partition, sort) in indexes.items():
        made.add_global_secondary_index(
            index_name=name, partition_key=_key(partition), sort_key=_key(sort)
        )
    return made


def with_indexes(made: dynamodb.Table, *names: str) -> list[str]:
    """Return the ARNs of the table and of the named indexes."""
    return [made.table_arn, *(f"{made.table_arn}/index/{name}" for name in names)]
