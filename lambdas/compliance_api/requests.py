"""What may be asked, one model for each route."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lambdas.compliance_api.parameter_types import A_CURSOR, CURSOR, INSTANT, Day, Instant, Limit
from shared.domain.filters import Filters, Window
from shared.domain.rule_names import normalise
from shared.domain.severity import Severity
from shared.domain.status import Status
from shared.domain.trend import LONGEST_DAYS, Days, Subject, TrendOf

LONGEST = timedelta(days=LONGEST_DAYS)


class Format(StrEnum):
    """How the items of a list are written."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"


class Order(StrEnum):
    """Which violations come first: by when they began."""

    OLDEST = "oldest"
    NEWEST = "newest"


class Nothing(BaseModel):
    """No parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class LinkRequest(Nothing):
    """Parameters that signed links have, as of GET /reports/{report_id}."""

    expires: str = Field(
        "",
        description="until when the link holds, as it says (seconds since 1970)",
        examples=["1795700000"],
    )
    signature: str = Field(
        "",
        description="the signature, as the link has it",
        examples=["5e2b0f7c4d1a9e8b" * 4],
    )


class TimelinePageRequest(LinkRequest):
    """Parameters of GET /timeline, as the link has them."""

    account: str = Field(
        "", description="the id of an account, as the link has it", examples=["222222222222"]
    )
    resource_type: str = Field(
        "", description="a resource type, as the link has it", examples=["AWS::S3::Bucket"]
    )
    resource_id: str = Field(
        "", description="a resource id, as the link has it", examples=["sg-020e5918d504d1a76"]
    )


class ViolationsPageRequest(LinkRequest):
    """Parameters of GET /violations, as the link has them."""

    account: str = Field(
        "", description="the id of an account, as the link has it", examples=["222222222222"]
    )
    rule_name: str = Field(
        "", description="the name of a rule, as the link has it", examples=["restricted-ssh"]
    )


class _OfAccount(Nothing):
    account: str | None = Field(
        None,
        pattern=r"^[0-9]{12}$",
        description="the id of an account, 12 digits",
        examples=["222222222222"],
    )


class _OfRegion(Nothing):
    region: str | None = Field(
        None,
        pattern=r"^[a-z]{2,8}(-[a-z]+)+-[0-9]{1,2}$",
        description="the name of a region, as in eu-central-1",
        examples=["eu-central-1"],
    )


class _OfRule(Nothing):
    rule_name: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="the name of a rule, 1 to 256 characters",
        examples=["restricted-ssh"],
    )


class _OfType(Nothing):
    resource_type: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="a resource type, as in AWS::S3::Bucket",
        examples=["AWS::S3::Bucket"],
    )


class _Selecting(_OfType, _OfRule, _OfRegion, _OfAccount):
    @property
    def filters(self) -> Filters:
        """The filters among the parameters."""
        names = Filters.__dataclass_fields__
        return Filters(**{k: v for k, v in self.model_dump().items() if k in names})


class _Request(_Selecting):
    resource_id: str | None = Field(
        None,
        min_length=1,
        max_length=768,
        description="a resource id, 1 to 768 characters",
        examples=["sg-020e5918d504d1a76"],
    )


class _Dated(Nothing):
    start_date: Instant | None = Field(
        None, description=INSTANT, examples=["2026-11-01", "2026-11-20T09:30:00Z"]
    )
    end_date: Instant | None = Field(None, description=INSTANT, examples=["2026-12-01"])

    @model_validator(mode="after")
    def _start_before_end(self) -> Self:
        if self.start_date and self.end_date and self.start_date >= self.end_date:
            raise ValueError("start_date must be before end_date, which is not included itself")
        return self

    @property
    def window(self) -> Window:
        """The time that is asked about."""
        return Window(start=self.start_date, end=self.end_date)


class _Formatted(Nothing):
    format: Format = Field(Format.JSON, description=f"one of {', '.join(Format)}", examples=["csv"])


class _Paged(_Formatted):
    limit: Limit = Field(
        50, ge=1, le=100, description="a whole number from 1 to 100", examples=[20]
    )
    cursor: str | None = Field(None, min_length=1, description=CURSOR, examples=[A_CURSOR])


class SummaryRequest(_Dated, _Request):
    """Parameters of GET /compliance/summary."""


class StatesRequest(_Paged, _Request):
    """Parameters of GET /compliance/states."""

    status: Status | None = Field(
        None, description=f"one of {', '.join(Status)}", examples=["NON_COMPLIANT"]
    )


class EventsRequest(_Dated, _Paged, _Request):
    """Parameters of GET /events."""

    status: Status | None = Field(
        None, description=f"one of {', '.join(Status)}", examples=["NON_COMPLIANT"]
    )
    source: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="the source of events, as in aws.config",
        examples=["aws.config"],
    )


class ViolationsRequest(_Paged, _Selecting):
    """Parameters of GET /compliance/violations."""

    severity: Severity | None = Field(
        None, description=f"one of {', '.join(Severity)}", examples=["critical"]
    )
    order: Order = Field(
        Order.OLDEST, description=f"one of {', '.join(Order)}", examples=["newest"]
    )


class TimelineRequest(_Dated, _Paged, _OfType, _OfRegion, _OfAccount):
    """Parameters of GET /compliance/timeline."""

    resource_id: str = Field(
        min_length=1,
        max_length=768,
        description="given: a resource id, 1 to 768 characters",
        examples=["sg-020e5918d504d1a76"],
    )

    @property
    def filters(self) -> Filters:
        """The filters among the parameters."""
        return Filters(
            account=self.account,
            region=self.region,
            resource_type=self.resource_type,
            resource_id=self.resource_id,
        )


class TrendRequest(_Formatted, _OfType, _OfRule, _OfAccount):
    """Parameters of GET /compliance/trend."""

    days: Limit | None = Field(
        None,
        ge=1,
        le=LONGEST_DAYS,
        description=f"a number of days up to today (UTC), from 1 to {LONGEST_DAYS}; default 30",
        examples=[30],
    )
    start_date: Day | None = Field(
        None, description="a date, YYYY-MM-DD, the first day", examples=["2026-11-01"]
    )
    end_date: Day | None = Field(
        None,
        description="a date, YYYY-MM-DD, the day after the last one",
        examples=["2026-12-01"],
    )

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        names = ("account", "rule_name", "resource_type")
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(
                f"{' and '.join(given)} cannot be given together: how things stood is kept by"
                " account, by rule and by resource type, each for itself"
            )
        if self.days is not None and (self.start_date or self.end_date):
            raise ValueError("days cannot be given together with start_date or end_date")
        return self

    @property
    def subject(self) -> Subject:
        """What the trend is of."""
        if self.account is not None:
            return Subject(TrendOf.ACCOUNT, self.account)
        if self.rule_name is not None:
            return Subject(TrendOf.RULE, normalise(self.rule_name))
        if self.resource_type is not None:
            return Subject(TrendOf.RESOURCE_TYPE, self.resource_type)
        return Subject()

    def span(self, today: date) -> Days | None:
        """Return the days that are asked about, or None if there are none or too many."""
        last = self.end_date - timedelta(days=1) if self.end_date else today
        first = self.start_date or last - timedelta(days=(self.days or 30) - 1)
        return Days(first, last) if timedelta() <= last - first < LONGEST else None


class AccountsRequest(_Paged, _OfAccount):
    """Parameters of GET /accounts."""


class RulesRequest(_Paged):
    """Parameters of GET /rules."""
