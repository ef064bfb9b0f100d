"""`.local/stack.json`: where everything of a running local AWS is, for tests and tools."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from local.settings import STATE

PATH = STATE / "stack.json"


@dataclass(frozen=True, kw_only=True)
class StackFile:
    """What the file holds; `api_url` is a base: a path such as /events is appended to it."""

    endpoint: str
    region: str
    master_account: str
    agent_accounts: list[str]
    events_url: str
    api_url: str
    slack_url: str
    tables: dict[str, str]
    queues: dict[str, str]
    functions: dict[str, str]

    def write(self, path: Path = PATH) -> None:
        """Write the file at once: a reader sees all of it or nothing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(self), indent=2) + "\n")
        partial.replace(path)

    @classmethod
    def read(cls, path: Path = PATH) -> Self | None:
        """Read the file, or None when there is none, or one that cannot be understood."""
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None
