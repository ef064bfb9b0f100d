"""Mutes as documents of texts, in which they are kept, deployed and told."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from shared.domain.mute_rules import read_tag
from shared.domain.mutes import Mute, MuteOrigin, Selector
from shared.domain.times import read_time, write_time

type Document = dict[str, str | None]

MEMBER = "mutes"  # of the file of the deployment
NAMES = tuple(member.name for member in fields(Selector))


def write_selector(selector: Selector) -> Document:
    """Return what a mute matches, each member under its name."""
    tag = selector.tag
    plain: Document = {name: getattr(selector, name) for name in NAMES if name != "tag"}
    return {**plain, "tag": f"{tag[0]}={tag[1]}" if tag else None}


def read_selector(document: Mapping[str, Any]) -> Selector:
    """Return what is named in a document; members that are absent ask for nothing."""
    given = {name: document.get(name) for name in NAMES if name != "tag"}
    tag = document.get("tag")
    return Selector(**given, tag=read_tag(tag) if tag else None)


def write_mute(mute: Mute) -> Document:
    """Return a mute as a document."""
    return {
        "id": mute.id,
        **write_selector(mute.selector),
        "owner": mute.owner,
        "reason": mute.reason,
        "created_at": _written(mute.created_at),
        "until": write_time(mute.until),
        "origin": mute.origin.value,
        "created_by": mute.created_by,
        "ended_at": _written(mute.ended_at),
        "ended_by": mute.ended_by,
    }


def read_mute(document: Mapping[str, Any]) -> Mute:
    """Return the mute of a document that was written here."""
    return Mute(
        id=document["id"],
        selector=read_selector(document),
        owner=document["owner"],
        reason=document["reason"],
        created_at=_read(document.get("created_at")),
        until=read_time(document["until"]),
        origin=MuteOrigin(document["origin"]),
        created_by=document.get("created_by") or "",
        ended_at=_read(document.get("ended_at")),
        ended_by=document.get("ended_by"),
    )


_WORDS = {
    "account": "account",
    "region": "region",
    "rule_name": "rule",
    "resource_type": "type",
    "resource_id": "resource",
    "tag": "tag",
}


def words_of(selector: Selector) -> list[tuple[str, str]]:
    """Return what a mute matches for people: what is named, and what it is."""
    written = write_selector(selector)
    return [(word, text) for name, word in _WORDS.items() if (text := written[name]) is not None]


def mutes_of(deployment: Mapping[str, Any]) -> tuple[Mute, ...]:
    """Return the mutes of a deployment's settings."""
    return tuple(map(read_mute, deployment.get(MEMBER, ())))


def _written(moment: datetime | None) -> str | None:
    return write_time(moment) if moment else None


def _read(text: str | None) -> datetime | None:
    return read_time(text) if text else None
