"""The shapes of what is answered when something is wrong."""

from typing import Annotated, TypedDict

from pydantic import Field


class ProblemAnswer(TypedDict):
    """What is wrong (RFC 9457)."""

    type: Annotated[
        str,
        Field(description="always about:blank: the status says it", examples=["about:blank"]),
    ]
    title: Annotated[str, Field(description="the status in words", examples=["Bad Request"])]
    status: Annotated[int, Field(description="the HTTP status", examples=[400])]
    detail: Annotated[
        str,
        Field(
            description="what is wrong, for a person",
            examples=["limit must be a whole number from 1 to 100"],
        ),
    ]
    request_id: Annotated[
        str, Field(description="names this request in the logs", examples=["JKJaXmPLvHcESHA="])
    ]


class RefusalAnswer(TypedDict):
    """What API Gateway says itself before a request is looked at."""

    message: Annotated[str | None, Field(description="what is wrong", examples=["Forbidden"])]
