"""Mutes for people to read."""

from typing import TextIO

from rich.table import Table

from tools.api.client import Json
from tools.api.writing import cell, console_for

COLUMNS = (
    *("id", "until", "account", "region", "rule_name", "resource_type", "resource_id", "tag"),
    *("owner", "reason"),
)
AUDIT_COLUMNS = (
    *("at", "action", "mute_id", "by", "origin", "account", "rule_name", "resource_id"),
    *("until", "reason"),
)


def show_mute(out: TextIO, mute: Json) -> None:
    """Print all of a mute: what is not named is any."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for name in mute:
        table.add_row(name.replace("_", " "), cell(mute, name))
    console_for(out).print(table)
