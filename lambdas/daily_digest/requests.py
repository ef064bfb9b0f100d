"""What the function can be asked for, by its schedules and by people."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.domain.audience import Audience
from shared.domain.period import Kind

TeamName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
AccountId = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]


class BadRequestError(ValueError):
    """An invocation that asks for no digest; the message says what is wrong with it."""


class DigestRequest(BaseModel):
    """Which digests to send: of which day or week, and for which teams beside the organisation.

    `scheduled` is when a schedule wanted it: a run that is tried again after midnight is still
    about the same day. A schedule that comes after its `first_hour` (0 to 23) looks for what was
    not sent then. `again` sends what was sent before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind = Kind.DAILY
    date: str | None = None
    scheduled: AwareDatetime | None = None
    first_hour: Annotated[int, Field(ge=0, le=23)] | None = None
    teams: dict[TeamName, Annotated[list[AccountId], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    again: bool = False

    @property
    def audiences(self) -> list[Audience]:
        """The teams, in the order of their names."""
        named = sorted(self.teams.items())
        return [Audience(team, frozenset(accounts)) for team, accounts in named]

    def repeats(self, zone: ZoneInfo) -> bool:
        """Return whether a schedule has asked for the same before."""
        if self.scheduled is None or self.first_hour is None:
            return False
        return self.scheduled.astimezone(zone).hour > self.first_hour

    def asked_at(self, now: datetime) -> datetime:
        """Return the time from which "yesterday" is counted."""
        return min(self.scheduled, now) if self.scheduled else now


def read_request(event: dict[str, Any]) -> DigestRequest:
    """Return what an invocation asks for.

    Raises:
        BadRequestError: it is not one.

    """
    try:
        return DigestRequest.model_validate(event)
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BadRequestError("; ".join(wrong)) from None
