"""Members that several answers have, each with its text for the description."""

from typing import Annotated

from pydantic import Field

from lambdas.compliance_api.parameter_types import A_CURSOR

Count = Annotated[int, Field(ge=0)]
Account = Annotated[str, Field(description="account id", examples=["222222222222"])]
Region = Annotated[
    str, Field(description="region; global for IAM's items", examples=["eu-central-1"])
]
Rule = Annotated[str, Field(description="full name of the rule", examples=["restricted-ssh"])]
ResourceType = Annotated[
    str, Field(description="type as AWS Config names it", examples=["AWS::EC2::SecurityGroup"])
]
ResourceId = Annotated[
    str, Field(description="id as AWS Config gives it", examples=["sg-020e5918d504d1a76"])
]
Result = Annotated[
    str,
    Field(
        description="COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, INSUFFICIENT_DATA, or what else"
        " AWS Config said",
        examples=["NON_COMPLIANT"],
    ),
]
Time = Annotated[
    str,
    Field(
        description="instant in UTC (ISO 8601)",
        examples=["2026-11-20T09:01:00.000Z"],
        json_schema_extra={"format": "date-time"},
    ),
]
RecorderIs = Annotated[
    str,
    Field(
        description="recording, stopped, or unknown where no call that starts or stops it was seen;"
        " of an account that of its region that is worst off",
        examples=["recording"],
    ),
]
RecorderSince = Annotated[Time | None, Field(description="since when (UTC); null: unknown")]
Seconds = Annotated[float, Field(description="seconds", ge=0, examples=[93784.5])]
Url = Annotated[
    str,
    Field(
        description="address",
        examples=["https://docs.aws.amazon.com/config/latest/developerguide/"],
    ),
]
Note = Annotated[
    str | None, Field(description="what the rule says of the result", examples=["Port 22 is open"])
]
Grade = Annotated[
    str, Field(description="critical, high, medium or low, by the catalogue", examples=["high"])
]
Classified = Annotated[
    bool, Field(description="whether the catalogue or the settings know it", examples=[True])
]
Frameworks = Annotated[
    list[str],
    Field(
        description="what asks for the rule, with the place in it",
        examples=[["CIS AWS Foundations 3.0: 5.2"]],
    ),
]
Group = Annotated[
    str,
    Field(
        description="rules of one group find the same fault; a rule alone is its own",
        examples=["open-security-group"],
    ),
]
Muted = Annotated[
    bool | None,
    Field(
        description="whether a mute covers it now; null: not known, a mute by tag may cover it"
        " (or, in a timeline, it is over)",
        examples=[False],
    ),
]
MutedUntil = Annotated[
    Time | None, Field(description="until when it is muted (UTC); null: no mute is known")
]
MuteId = Annotated[
    str | None,
    Field(
        description="the mute that covers it for the longest; null: none is known",
        examples=["migration-of-payments"],
    ),
]
MutedCount = Annotated[
    int | None,
    Field(
        description="violations that are muted; null: not known, or too many to count",
        ge=0,
        examples=[3],
    ),
]
WithoutMuted = Annotated[
    float | None,
    Field(
        description="the percentage as if muted violations were not there; null: not known",
        examples=[98.5],
    ),
]
Cursor = Annotated[
    str | None,
    Field(
        description="pass it as `cursor` for the next page; null is the end, nothing else is",
        examples=[A_CURSOR],
    ),
]
