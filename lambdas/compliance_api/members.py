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
Cursor = Annotated[
    str | None,
    Field(
        description="pass it as `cursor` for the next page; null is the end, nothing else is",
        examples=[A_CURSOR],
    ),
]
