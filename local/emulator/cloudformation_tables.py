"""CloudFormation applies time to live and point-in-time recovery to AWS::DynamoDB::Table.

Stands for: `TimeToLiveSpecification` deletes items after their time, and DescribeTimeToLive and
DescribeContinuousBackups answer what the template says.
"""

from ministack.services import dynamodb
from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties, call

TABLE = "AWS::DynamoDB::Table"


def install() -> None:
    """Wrap the emulator's own creation and update of a table."""
    handlers = provisioners._RESOURCE_HANDLERS[TABLE]
    make, change = handlers["create"], handlers["update"]

    def create(logical_id: str, properties: Properties, stack: str) -> Created:
        name, attributes = make(logical_id, properties, stack)
        return apply_settings(name, properties), attributes

    def update(
        name: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None
    ) -> Created:
        name, attributes = change(name, old, new, stack, logical_id)
        return apply_settings(name, new), attributes

    provisioners._RESOURCE_HANDLERS[TABLE] = {**handlers, "create": create, "update": update}


def apply_settings(name: str, properties: Properties) -> str:
    """Set what CreateTable does not: time to live and point-in-time recovery; returns the name."""
    if ttl := properties.get("TimeToLiveSpecification"):
        call(dynamodb._update_ttl, TableName=name, TimeToLiveSpecification=ttl)
    if recovery := properties.get("PointInTimeRecoverySpecification"):
        call(
            dynamodb._update_continuous_backups,
            TableName=name,
            PointInTimeRecoverySpecification=recovery,
        )
    return name
