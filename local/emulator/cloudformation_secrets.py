"""`Ref` of an AWS::SecretsManager::Secret is its ARN.

Stands for: in AWS the physical id of a secret is its ARN, and policies and environments made from
`Ref` hold it. MiniStack's is the name.
"""

from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties

SECRET = "AWS::SecretsManager::Secret"  # noqa: S105 - the name of a resource type


def install() -> None:
    """Wrap the emulator's handlers, which know a secret by its name."""
    handlers = provisioners._RESOURCE_HANDLERS[SECRET]

    def create(logical_id: str, properties: Properties, stack: str) -> Created:
        _name, attributes = handlers["create"](logical_id, properties, stack)
        return str(attributes["Arn"]), attributes

    def update(
        arn: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None
    ) -> Created:
        _name, attributes = handlers["update"](name_in(arn), old, new, stack, logical_id)
        return str(attributes["Arn"]), attributes

    def delete(arn: str, properties: Properties) -> None:
        handlers["delete"](name_in(arn), properties)

    provisioners._RESOURCE_HANDLERS[SECRET] = {
        **handlers, "create": create, "update": update, "delete": delete,
    }  # fmt: skip


def name_in(arn: str) -> str:
    """Return the name inside a secret's ARN, without the six random characters at its end."""
    return arn.split(":secret:", 1)[1].rsplit("-", 1)[0]
