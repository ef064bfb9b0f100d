"""What may be asked of exports: the order, in a JSON body, and the list of them."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from lambdas.compliance_api.parameter_types import (
    A_CURSOR,
    CURSOR,
    INSTANT,
    read_instant,
    whole_number,
)
from lambdas.compliance_api.requests import Format
from shared.domain.exports import ExportFormat, ExportOf, Wanted
from shared.domain.filters import Filters, Window
from shared.domain.severity import Severity
from shared.domain.status import Status

_INSTANT = f"with events: {INSTANT}"
AN_EXPORT = "9f1c2d3e4b5a69788796a5b4c3d2e1f0"
# What an order may name beside `of` and `format`, and the filters that all three know.
_FILTERS = ("account", "region", "rule_name", "resource_type", "resource_id")
_ALONE = {
    ExportOf.STATES: {"status"},
    ExportOf.EVENTS: {"status", "source", "start_date", "end_date"},
    ExportOf.VIOLATIONS: {"severity"},
}
_ONLY_SOME = ("status", "severity", "source", "start_date", "end_date")


def _instant(value: object) -> datetime:
    """Return an instant given as a text or as a number (seconds since 1970)."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("not an instant")  # noqa: TRY004 - what pydantic takes for a refusal
    return read_instant(str(value))


Instant = Annotated[datetime, BeforeValidator(_instant)]


class ExportRequest(BaseModel):
    """Members of the body of POST /exports."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    of: ExportOf = Field(description=f"one of {', '.join(ExportOf)}", examples=["violations"])
    format: ExportFormat = Field(description=f"one of {', '.join(ExportFormat)}", examples=["csv"])
    account: str | None = Field(
        None,
        pattern=r"^[0-9]{12}$",
        description="the id of an account, 12 digits in quotes",
        examples=["222222222222"],
    )
    region: str | None = Field(
        None,
        pattern=r"^[a-z]{2,8}(-[a-z]+)+-[0-9]{1,2}$",
        description="the name of a region, as in eu-central-1",
        examples=["eu-central-1"],
    )
    rule_name: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="the name of a rule, 1 to 256 characters",
        examples=["restricted-ssh"],
    )
    resource_type: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="a resource type, as in AWS::S3::Bucket",
        examples=["AWS::S3::Bucket"],
    )
    resource_id: str | None = Field(
        None,
        min_length=1,
        max_length=768,
        description="a resource id, 1 to 768 characters",
        examples=["sg-020e5918d504d1a76"],
    )
    status: Status | None = Field(
        None,
        description=f"with states and events: one of {', '.join(Status)}",
        examples=["NON_COMPLIANT"],
    )
    severity: Severity | None = Field(
        None,
        description=f"with violations: one of {', '.join(Severity)}",
        examples=["critical"],
    )
    source: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="with events: the source of events, as in aws.config",
        examples=["aws.config"],
    )
    start_date: Instant | None = Field(None, description=_INSTANT, examples=["2026-11-01"])
    end_date: Instant | None = Field(None, description=_INSTANT, examples=["2026-12-01"])

    @model_validator(mode="after")
    def _of_one_kind(self) -> Self:
        for name in _ONLY_SOME:
            if getattr(self, name) is not None and name not in _ALONE[self.of]:
                raise ValueError(f"{name} is no filter of {self.of}")
        if self.start_date and self.end_date and self.start_date >= self.end_date:
            raise ValueError("start_date must be before end_date, which is not included itself")
        return self

    def wanted(self, accounts: frozenset[str] | None) -> Wanted:
        """Return the order of somebody who may see these accounts (None: all)."""
        given = {name: getattr(self, name) for name in (*_FILTERS, "status", "source")}
        return Wanted(
            of=self.of,
            format=self.format,
            filters=Filters(**given),
            window=Window(start=self.start_date, end=self.end_date),
            severity=self.severity,
            accounts=None if accounts is None else tuple(sorted(accounts)),
        )


class ExportsRequest(BaseModel):
    """Parameters of GET /exports."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    limit: Annotated[int, BeforeValidator(whole_number)] = Field(
        50, ge=1, le=100, description="a whole number from 1 to 100", examples=[20]
    )
    cursor: str | None = Field(None, min_length=1, description=CURSOR, examples=[A_CURSOR])
    format: Format = Field(Format.JSON, description=f"one of {', '.join(Format)}", examples=["csv"])
