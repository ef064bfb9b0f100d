"""What AWS documents of its managed rules, as a package that has read it knows."""

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def managed_rules() -> dict[str, Any]:
    """Return what moto has read from the developer guide's pages of managed rules."""
    listed = files("moto.config") / "resources" / "aws_managed_rules.json.gz"
    return dict(json.loads(gzip.decompress(listed.read_bytes()))["ManagedRules"])
