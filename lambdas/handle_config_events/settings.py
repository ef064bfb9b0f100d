"""What the function is told by its environment.

Read without pydantic, unlike in the other functions: importing it takes a fifth of a cold start of
this one (benchmarks/README.md), which has to be quick when events come in crowds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, Self

from shared.adapters.dynamodb_actions import Tables

_SHORTEST_TEXT = 3
_FLAG = "history_annotations"
_FLAGS = {"false": False, "true": True}
_LEAST = {"retention_days": 1, "grouping_window_seconds": 0, "max_receives": 1}


class SettingsError(ValueError):
    """The environment lacks settings; the message names every variable that is missing or wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleConfigEventsSettings:
    """Environment of HandleConfigEvents: names of tables, addresses of queues, days, seconds.

    Each member is the variable of its name in capitals.
    """

    config_compliance_table: str
    events_table: str
    notifications_table: str
    retention_days: int
    grouping_window_seconds: int
    config_events_url: str
    dead_letters_url: str
    max_receives: int
    history_annotations: bool

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings that an environment holds.

        Raises:
            SettingsError: a variable is missing or is not what it has to be.

        """
        given = {field.name: environment.get(field.name.upper(), "") for field in fields(cls)}
        if problems := list(_problems(given)):
            raise SettingsError("; ".join(problems))
        members: dict[str, Any] = {**given, **{name: int(given[name]) for name in _LEAST}}
        members[_FLAG] = _FLAGS[given[_FLAG]]
        return cls(**members)

    @property
    def tables(self) -> Tables:
        """Where is written to, and how long it is kept and grouped."""
        return Tables(
            config_compliance=self.config_compliance_table,
            events=self.events_table,
            notifications=self.notifications_table,
            retention=timedelta(days=self.retention_days),
            grouping_window=timedelta(seconds=self.grouping_window_seconds),
        )


def _problems(given: Mapping[str, str]) -> Iterator[str]:
    for name, text in given.items():
        least = _LEAST.get(name)
        if name == _FLAG:
            if text not in _FLAGS:
                yield f"{name.upper()} must be true or false"
        elif least is None and len(text) < _SHORTEST_TEXT:
            yield f"{name.upper()} must be a text of {_SHORTEST_TEXT} characters or more"
        elif least is not None and not (text.isdecimal() and int(text) >= least):
            yield f"{name.upper()} must be a whole number, {least} or more"
