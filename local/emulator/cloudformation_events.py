"""CloudFormation creates AWS::Events::EventBusPolicy and AWS::Events::Archive.

Stands for: a bus policy made of statements, each its own resource, merged by statement id; an
archive that keeps the events of a bus by pattern, and does not archive replayed events again.
"""

import json

from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge
from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties, call

ARCHIVE_NAME_LENGTH = 48


def install() -> None:
    """Register the resource types, and keep replayed events out of the archives."""
    provisioners._RESOURCE_HANDLERS.update(
        {
            "AWS::Events::EventBusPolicy": {
                "create": create_bus_policy,
                "delete": lambda physical_id, _properties: delete_bus_policy(physical_id),
            },
            "AWS::Events::Archive": {
                "create": create_archive,
                "update": update_archive,
                "delete": lambda name, _properties: eventbridge._archives.pop(name, None),
            },
        }
    )
    archive = eventbridge._archive_event

    def archive_live_events(event: Properties, view: object = None) -> None:
        if event.get("ReplayName") is None:
            archive(event, view)

    eventbridge._archive_event = archive_live_events


def create_bus_policy(_logical_id: str, properties: Properties, _stack: str) -> Created:
    """Add one statement to a bus's policy, in place of an older one with its id."""
    bus, statement_id = properties.get("EventBusName", "default"), properties["StatementId"]
    statement = properties.get("Statement") or {
        "Effect": "Allow",
        "Principal": {"AWS": properties["Principal"]},
        "Action": properties["Action"],
        "Resource": f"arn:aws:events:{get_region()}:{get_account_id()}:event-bus/{bus}",
    }
    empty = {"Version": "2012-10-17", "Statement": []}
    policy = eventbridge._event_bus_policies.setdefault(bus, empty)
    others = [old for old in policy["Statement"] if old.get("Sid") != statement_id]
    policy["Statement"] = [*others, {**statement, "Sid": statement_id}]
    return f"{bus}|{statement_id}", {}


def delete_bus_policy(physical_id: str) -> None:
    """Take one statement out of its bus's policy."""
    bus, statement_id = physical_id.split("|", 1)
    call(eventbridge._remove_permission, EventBusName=bus, StatementId=statement_id)


def create_archive(logical_id: str, properties: Properties, stack: str) -> Created:
    """Create an archive."""
    name = properties.get("ArchiveName") or f"{stack}-{logical_id}"[:ARCHIVE_NAME_LENGTH]
    made = call(
        eventbridge._create_archive,
        ArchiveName=name,
        EventSourceArn=properties["SourceArn"],
        **_of_archive(properties),
    )
    return name, {"Arn": made["ArchiveArn"], "ArchiveName": name}


def update_archive(name: str, _old: Properties, new: Properties, _stack: str) -> Created:
    """Change an archive, which keeps what it has."""
    changed = call(eventbridge._update_archive, ArchiveName=name, **_of_archive(new))
    return name, {"Arn": changed["ArchiveArn"], "ArchiveName": name}


def _of_archive(properties: Properties) -> Properties:
    pattern = properties.get("EventPattern") or ""
    return {
        "EventPattern": json.dumps(pattern) if isinstance(pattern, dict) else pattern,
        "Description": properties.get("Description", ""),
        "RetentionDays": properties.get("RetentionDays", 0),
    }
