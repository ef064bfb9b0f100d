"""The shapes of what is answered; clients rely on each name, the description on each text."""

from typing import Annotated, TypedDict

from pydantic import Field

from lambdas.compliance_api.members import (
    Account,
    Classified,
    Count,
    Frameworks,
    Grade,
    Group,
    Muted,
    MutedCount,
    MutedUntil,
    MuteId,
    Note,
    RecorderIs,
    RecorderSince,
    Region,
    ResourceId,
    ResourceType,
    Result,
    Rule,
    Seconds,
    Time,
    Url,
    WithoutMuted,
)
from shared.domain.console_links import resource_link


class CountsAnswer(TypedDict):
    """States by status; the percentage is compliant of compliant and non-compliant, 0 to 100."""

    total: Annotated[Count, Field(description="number of states", examples=[120])]
    compliant: Annotated[Count, Field(description="of these COMPLIANT", examples=[100])]
    non_compliant: Annotated[Count, Field(description="of these NON_COMPLIANT", examples=[10])]
    not_applicable: Annotated[Count, Field(description="of these NOT_APPLICABLE", examples=[9])]
    insufficient_data: Annotated[
        Count, Field(description="of these INSUFFICIENT_DATA", examples=[1])
    ]
    compliance_percentage: Annotated[
        float | None,
        Field(
            description="percent (0 to 100, two decimals); null where there is neither",
            examples=[90.91],
        ),
    ]


class ActivityAnswer(TypedDict):
    """Compliance changes in the time that was asked about."""

    total_events: Annotated[Count, Field(description="number of changes", examples=[42])]
    new_violations: Annotated[Count, Field(description="violations that began", examples=[7])]
    resolved_violations: Annotated[
        Count, Field(description="violations that became compliant", examples=[5])
    ]


Groups = dict[str, CountsAnswer]


class MutedAnswer(TypedDict):
    """Whether something is muted."""

    muted: Muted
    muted_until: MutedUntil
    mute_id: MuteId


class SummaryAnswer(CountsAnswer):
    """The answer of GET /compliance/summary."""

    muted: MutedCount
    compliance_percentage_without_muted: WithoutMuted
    as_of: Annotated[Time, Field(description="when it was asked (UTC)")]
    by_account: Annotated[Groups, Field(description="the same counts by account id")]
    by_rule: Annotated[Groups, Field(description="the same counts by the rule's full name")]
    by_resource_type: Annotated[Groups, Field(description="the same counts by resource type")]
    complete: Annotated[
        bool,
        Field(
            description="whether nothing is in not_recorded: otherwise a part of it is unknown",
            examples=[True],
        ),
    ]
    not_recorded: Annotated[
        dict[str, list[str]],
        Field(
            description="regions whose recorder is stopped, by account id: what is counted of them"
            " is how it was then, and unknown now",
            examples=[{}],
        ),
    ]


class SummaryAndActivityAnswer(SummaryAnswer):
    """The answer of GET /compliance/summary where start_date or end_date is given."""

    activity: Annotated[ActivityAnswer, Field(description="what happened between the dates")]


class StateAnswer(TypedDict):
    """An item of GET /compliance/states."""

    account: Account
    region: Region
    rule_name: Rule
    resource_type: ResourceType
    resource_id: ResourceId
    status: Annotated[Result | None, Field(description="the present result; null: unknown")]
    previous_status: Annotated[
        Result | None, Field(description="the result before it; null: it was the first one known")
    ]
    since: Annotated[Time, Field(description="when this status began (UTC)")]
    last_evaluated: Annotated[Time, Field(description="when the newest result was recorded (UTC)")]
    annotation: Note
    severity: Grade
    classified: Classified
    frameworks: Frameworks
    group: Group
    console_url: Annotated[
        Url,
        Field(
            description="the resource in the AWS console",
            examples=[
                resource_link("eu-central-1", "AWS::EC2::SecurityGroup", "sg-020e5918d504d1a76")
            ],
        ),
    ]
    muted: Muted
    muted_until: MutedUntil
    mute_id: MuteId


class ViolationAnswer(StateAnswer):
    """An item of GET /compliance/violations."""

    age_seconds: Annotated[Seconds, Field(description="how long it has been open, in seconds")]
    told: Annotated[
        bool, Field(description="whether somebody was told that it began", examples=[True])
    ]
    told_at: Annotated[Time | None, Field(description="when (UTC); null: nobody was told")]
    channel: Annotated[
        str | None,
        Field(
            description="the channel that was or will be told, of several that of the first route;"
            " null: nobody is",
            examples=["default"],
        ),
    ]
    channels: Annotated[
        list[str],
        Field(description="all channels that were or will be told", examples=[["default"]]),
    ]
    channel_because: Annotated[
        str,
        Field(
            description="which route or what else is why, also where nobody is told",
            examples=["the route payments takes it"],
        ),
    ]
    sightings: Annotated[
        int,
        Field(description="states, of equivalent rules and of regions, that show it", examples=[1]),
    ]
    reopened: Annotated[
        int,
        Field(description="how often it went and came back within the flap window", examples=[0]),
    ]


# An item of GET /compliance/timeline: a result from its beginning to its end.
SpanAnswer = TypedDict(
    "SpanAnswer",
    {
        "account": Account,
        "region": Region,
        "rule_name": Rule,
        "resource_type": ResourceType,
        "resource_id": ResourceId,
        "status": Result,
        "previous_status": Annotated[
            Result | None, Field(description="null: it was the first one known")
        ],
        "from": Annotated[Time, Field(description="when it began (UTC)")],
        "until": Annotated[Time | None, Field(description="when it ended (UTC); null: it lasts")],
        "duration_seconds": Annotated[
            Seconds, Field(description="to its end or until now, in seconds")
        ],
        "annotation": Note,
        "ended_by": Annotated[
            str | None,
            Field(
                description="result, resource, rule, place or state (AWS Config no longer has it);"
                " null: it lasts",
                examples=["result"],
            ),
        ],
        "ended_because": Annotated[
            str | None,
            Field(
                description="why, in words, where no result ended it; null: one did, or it lasts",
                examples=["the resource was deleted"],
            ),
        ],
        "gap": Annotated[
            bool,
            Field(
                description="whether an event between this and the one before was lost",
                examples=[False],
            ),
        ],
        "muted": Muted,
        "muted_until": MutedUntil,
        "mute_id": MuteId,
    },
)


class EventAnswer(TypedDict):
    """An item of GET /events."""

    id: Annotated[
        str,
        Field(
            description="the event's id; two findings may share one",
            examples=["6f0a1c1e-3a1d-4d6e-9b1f-2f6f1d3c5a77"],
        ),
    ]
    time: Annotated[Time, Field(description="when it happened (UTC)")]
    source: Annotated[str, Field(description="the event's source", examples=["aws.config"])]
    detail_type: Annotated[
        str, Field(description="its kind", examples=["Config Rules Compliance Change"])
    ]
    account: Account
    region: Region
    rule_name: Annotated[
        Rule | None, Field(description="full name of the rule; null: it is of none")
    ]
    resource_type: Annotated[
        ResourceType | None, Field(description="type as AWS Config names it; null: of none")
    ]
    resource_id: Annotated[
        ResourceId | None, Field(description="id as AWS Config gives it; null: of none")
    ]
    status: Annotated[Result | None, Field(description="the result; null: it tells none")]
    previous_status: Annotated[
        Result | None, Field(description="the result before it; null: it tells none")
    ]
    annotation: Note


class DayAnswer(TypedDict):
    """An item of GET /compliance/trend: a day."""

    date: Annotated[
        str,
        Field(
            description="the day, in the digest's time zone",
            examples=["2026-11-20"],
            json_schema_extra={"format": "date"},
        ),
    ]
    counts: Annotated[
        CountsAnswer | None,
        Field(description="states by status; null: nothing is known of that day"),
    ]
    muted: MutedCount
    compliance_percentage_without_muted: WithoutMuted
    complete: Annotated[
        bool | None,
        Field(
            description="whether no recorder is known to have been stopped where it was counted:"
            " otherwise a part of it is how it was before; null: that is not known",
            examples=[True],
        ),
    ]


class PlaceAnswer(TypedDict):
    """A region of an account."""

    region: Region
    first_heard: Annotated[Time | None, Field(description="first event (UTC); null: none ever")]
    last_heard: Annotated[Time | None, Field(description="last event (UTC); null: none ever")]
    reconciled_at: Annotated[
        Time | None, Field(description="last compared with AWS Config (UTC); null: never")
    ]
    silent: Annotated[
        bool, Field(description="whether no event came within 24 hours", examples=[False])
    ]
    rules: Annotated[
        int | None,
        Field(description="number of rules with results; null: unknown", examples=[42]),
    ]
    counts: Annotated[CountsAnswer | None, Field(description="states by status; null: unknown")]
    recorder: RecorderIs
    recorder_since: RecorderSince
    recorder_by: Annotated[
        str | None,
        Field(
            description="who started or stopped it; null: unknown",
            examples=["arn:aws:iam::222222222222:user/somebody"],
        ),
    ]


class AccountAnswer(TypedDict):
    """An item of GET /accounts."""

    account: Account
    first_heard: Annotated[Time | None, Field(description="first event (UTC); null: none ever")]
    last_heard: Annotated[Time | None, Field(description="last event (UTC); null: none ever")]
    reconciled_at: Annotated[
        Time | None,
        Field(description="all of its regions were compared since then (UTC); null: not all were"),
    ]
    silent: Annotated[
        bool, Field(description="whether no event came within 24 hours", examples=[False])
    ]
    rules: Annotated[
        int | None,
        Field(description="number of rules with results; null: unknown", examples=[42]),
    ]
    regions: Annotated[list[PlaceAnswer], Field(description="the same of each region")]
    counts: Annotated[CountsAnswer | None, Field(description="states by status; null: unknown")]
    recorder: RecorderIs
    recorder_since: RecorderSince


class RuleAnswer(TypedDict):
    """An item of GET /rules."""

    name: Annotated[
        str, Field(description="name without what deployments add", examples=["restricted-ssh"])
    ]
    title: Annotated[
        str,
        Field(description="what it requires, in words", examples=["SSH is open to the world"]),
    ]
    severity: Grade
    remediation: Annotated[
        str,
        Field(
            description="what to do about a violation",
            examples=["Remove the inbound rule that opens port 22 to 0.0.0.0/0 or ::/0."],
        ),
    ]
    documentation_url: Annotated[
        Url,
        Field(
            description="AWS's page of it",
            examples=[
                "https://docs.aws.amazon.com/config/latest/developerguide/restricted-ssh.html"
            ],
        ),
    ]
    classified: Classified
    frameworks: Frameworks
    group: Group
    seen: Annotated[bool, Field(description="whether there are results of it now", examples=[True])]
    counts: Annotated[CountsAnswer, Field(description="states by status, of all variants of it")]
