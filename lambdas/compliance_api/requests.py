"""What may be asked, one model for each route."""

import re
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from shared.domain.filters import Filters, Window
from shared.domain.status import Status
from shared.domain.times import read_time

# Few enough digits that more than the last year there is (9999) is a ValueError.
_EPOCH = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_instant(text: str) -> datetime:
    """Return an instant given as ISO 8601, as a date (its midnight in UTC) or as epoch seconds.

    A plus sign that was not encoded arrives as a space; no instant has one before its offset.

    Raises:
        ValueError: the text is none of these.

    """
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC)
    if _DATE.fullmatch(text):
        return read_time(f"{text}T00:00:00Z")
    return read_time(re.sub(r"(T\S+) (?=[0-9]{2}:?[0-9]{2}$)", r"\1+", text))


def whole_number(text: str) -> int:
    """Return a number of digits only.

    Raises:
        ValueError: there is something else in it.

    """
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("not a whole number")
    return int(text)


_INSTANT = "an instant in ISO 8601, a date (its midnight in UTC) or seconds since 1970"
CURSOR = "the next_cursor of an answer to this request, unaltered and with the same filters"

type Instant = Annotated[datetime, BeforeValidator(read_instant)]


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str | None = Field(
        None, pattern=r"^[0-9]{12}$", description="the id of an account, 12 digits"
    )
    region: str | None = Field(
        None,
        pattern=r"^[a-z]{2,8}(-[a-z]+)+-[0-9]{1,2}$",
        description="the name of a region, as in eu-central-1",
    )
    rule_name: str | None = Field(
        None, min_length=1, max_length=256, description="the name of a rule, 1 to 256 characters"
    )
    resource_type: str | None = Field(
        None, min_length=1, max_length=256, description="a resource type, as in AWS::S3::Bucket"
    )
    resource_id: str | None = Field(
        None, min_length=1, max_length=768, description="a resource id, 1 to 768 characters"
    )

    @property
    def filters(self) -> Filters:
        """The filters among the parameters."""
        names = Filters.__dataclass_fields__
        return Filters(**{k: v for k, v in self.model_dump().items() if k in names})


class _Dated(_Request):
    start_date: Instant | None = Field(None, description=_INSTANT)
    end_date: Instant | None = Field(None, description=_INSTANT)

    @model_validator(mode="after")
    def _start_before_end(self) -> Self:
        if self.start_date and self.end_date and self.start_date >= self.end_date:
            raise ValueError("start_date must be before end_date, which is not included itself")
        return self

    @property
    def window(self) -> Window:
        """The time that is asked about."""
        return Window(start=self.start_date, end=self.end_date)


class _Paged(_Request):
    status: Status | None = Field(None, description=f"one of {', '.join(Status)}")
    limit: Annotated[int, BeforeValidator(whole_number)] = Field(
        50, ge=1, le=100, description="a whole number from 1 to 100"
    )
    cursor: str | None = Field(None, min_length=1, description=CURSOR)


class SummaryRequest(_Dated):
    """Parameters of GET /compliance/summary."""


class StatesRequest(_Paged):
    """Parameters of GET /compliance/states."""


class EventsRequest(_Dated, _Paged):
    """Parameters of GET /events."""

    source: str | None = Field(
        None, min_length=1, max_length=256, description="the source of events, as in aws.config"
    )
