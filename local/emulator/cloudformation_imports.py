"""CloudFormation imports what a deleted stack has left: buses, archives and secrets.

Stands for: a change set of type IMPORT takes a resource into a stack as it is, by the primary
identifier of its type; MiniStack knows that of tables, queues and buckets.
"""

from ministack.services import eventbridge
from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties, call


def install() -> None:
    """Add imports to the handlers that are there."""
    handlers = provisioners._RESOURCE_HANDLERS
    for kind, found in (
        ("AWS::Events::EventBus", import_bus),
        ("AWS::Events::Archive", import_archive),
        ("AWS::SecretsManager::Secret", import_secret),
    ):
        handlers[kind] = {**handlers[kind], "import": found}


def import_bus(identifier: Properties) -> Created:
    """Take in the bus of that name; raises ValueError without one."""
    bus = call(eventbridge._describe_event_bus, Name=identifier["Name"])
    return bus["Name"], {"Arn": bus["Arn"], "Name": bus["Name"]}


def import_archive(identifier: Properties) -> Created:
    """Take in the archive of that name; raises ValueError without one."""
    archive = call(eventbridge._describe_archive, ArchiveName=identifier["ArchiveName"])
    name = archive["ArchiveName"]
    return name, {"Arn": archive["ArchiveArn"], "ArchiveName": name}


def import_secret(identifier: Properties) -> Created:
    """Take in the secret of that ARN."""
    arn = identifier["Id"]
    return arn, {"Id": arn, "Arn": arn}
