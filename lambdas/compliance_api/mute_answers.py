"""Mutes in the shape in which they are answered; clients rely on each name."""

from datetime import datetime
from typing import Annotated, TypedDict

from pydantic import Field

from lambdas.compliance_api.shapes import Cursor, Time
from shared.domain.mute_audit import AuditEntry, MuteAction
from shared.domain.mute_documents import write_selector
from shared.domain.mutes import Mute, MuteOrigin
from shared.domain.times import write_time

Account = Annotated[
    str | None, Field(description="only this account; null: any", examples=["222222222222"])
]
Region = Annotated[
    str | None, Field(description="only this region; null: any", examples=["eu-central-1"])
]
Rule = Annotated[
    str | None,
    Field(
        description="only this rule, in all variants or, in full, in one; * is any text",
        examples=["s3-bucket-*"],
    ),
]
ResourceType = Annotated[
    str | None,
    Field(description="only resources of this type; null: any", examples=["AWS::S3::Bucket"]),
]
Resource = Annotated[
    str | None,
    Field(description="only this resource; * is any text", examples=["sg-020e5918d504d1a76"]),
]
Tag = Annotated[
    str | None,
    Field(description="only resources with this tag, key=value", examples=["team=payments"]),
]


A_MUTE = "m-9f1c2d3e4b5a69788796a5b4c3d2e1f0"
A_CALLER = "arn:aws:sts::111111111111:assumed-role/on-call/ada"

Id = Annotated[
    str, Field(description="names the mute in GET and DELETE /mutes/{id}", examples=[A_MUTE])
]
Owner = Annotated[str, Field(description="who answers for it", examples=["team-payments"])]
Reason = Annotated[
    str, Field(description="why", examples=["The migration of the load balancers ends on Friday."])
]
Until = Annotated[Time, Field(description="when it ends by itself (UTC)")]


class MuteAnswer(TypedDict):
    """A mute: the answer of POST /mutes, GET and DELETE /mutes/{id}, and an item of GET /mutes."""

    id: Id
    active: Annotated[bool, Field(description="whether it holds now", examples=[True])]
    account: Account
    region: Region
    rule_name: Rule
    resource_type: ResourceType
    resource_id: Resource
    tag: Tag
    owner: Owner
    reason: Reason
    created_at: Annotated[Time | None, Field(description="when (UTC); null: by the settings")]
    created_by: Annotated[
        str,
        Field(description="who asked; empty: it is in the settings", examples=[A_CALLER]),
    ]
    origin: Annotated[MuteOrigin, Field(description="by which way it came")]
    until: Until
    ended_at: Annotated[Time | None, Field(description="when it was ended before that (UTC)")]
    ended_by: Annotated[
        str | None, Field(description="who ended it before that", examples=[A_CALLER])
    ]


class MutesPage(TypedDict):
    """The answer of GET /mutes, those first that end first."""

    items: Annotated[list[MuteAnswer], Field(description="mutes, those first that end first")]
    next_cursor: Cursor


class MuteAuditAnswer(TypedDict):
    """An item of GET /mutes/audit: what was done, and the mute as it was from then on."""

    at: Annotated[Time, Field(description="when (UTC)")]
    action: Annotated[MuteAction, Field(description="what was done")]
    by: Annotated[
        str,
        Field(description="who did it, as API Gateway or Slack names them", examples=[A_CALLER]),
    ]
    origin: Annotated[MuteOrigin, Field(description="by which way")]
    address: Annotated[
        str, Field(description="from which address; empty: unknown", examples=["203.0.113.7"])
    ]
    mute_id: Annotated[str, Field(description="the mute", examples=[A_MUTE])]
    account: Account
    region: Region
    rule_name: Rule
    resource_type: ResourceType
    resource_id: Resource
    tag: Tag
    owner: Owner
    reason: Reason
    until: Until


class MuteAuditPage(TypedDict):
    """The answer of GET /mutes/audit, newest first."""

    items: Annotated[list[MuteAuditAnswer], Field(description="what was done, newest first")]
    next_cursor: Cursor


def mute_answer(mute: Mute, now: datetime) -> MuteAnswer:
    """Return a mute."""
    selected = write_selector(mute.selector)
    return {
        "id": mute.id,
        "active": mute.is_active(now),
        "account": selected["account"],
        "region": selected["region"],
        "rule_name": selected["rule_name"],
        "resource_type": selected["resource_type"],
        "resource_id": selected["resource_id"],
        "tag": selected["tag"],
        "owner": mute.owner,
        "reason": mute.reason,
        "created_at": write_time(mute.created_at) if mute.created_at else None,
        "created_by": mute.created_by,
        "origin": mute.origin,
        "until": write_time(mute.until),
        "ended_at": write_time(mute.ended_at) if mute.ended_at else None,
        "ended_by": mute.ended_by,
    }


def audit_answer(entry: AuditEntry) -> MuteAuditAnswer:
    """Return something that was done."""
    mute = entry.mute
    selected = write_selector(mute.selector)
    return {
        "at": write_time(entry.at),
        "action": entry.action,
        "by": entry.actor.name,
        "origin": entry.actor.origin,
        "address": entry.actor.address,
        "mute_id": mute.id,
        "account": selected["account"],
        "region": selected["region"],
        "rule_name": selected["rule_name"],
        "resource_type": selected["resource_type"],
        "resource_id": selected["resource_id"],
        "tag": selected["tag"],
        "owner": mute.owner,
        "reason": mute.reason,
        "until": write_time(mute.until),
    }
