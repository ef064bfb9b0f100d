"""What can be asked: the paths, their parameters, and the columns that a table shows."""

from dataclasses import dataclass

_STATE = ("account", "region", "rule_name", "resource_type", "resource_id")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A list of the API; `columns` are members of its items, nested ones with a dot."""

    path: str
    does: str
    options: tuple[str, ...]
    columns: tuple[str, ...]


QUESTIONS = {
    "states": Question(
        path="/compliance/states",
        does="list present states",
        options=(*_STATE, "status"),
        columns=("status", "muted", "since", *_STATE),
    ),
    "violations": Question(
        path="/compliance/violations",
        does="list open violations, oldest first",
        options=(*_STATE[:-1], "severity", "order"),
        columns=("severity", "muted", "since", *_STATE, "told", "channel"),
    ),
    "events": Question(
        path="/events",
        does="list what happened, newest first",
        options=(*_STATE, "status", "source", "start_date", "end_date"),
        columns=("time", "status", "previous_status", *_STATE, "annotation"),  # which names calls
    ),
    "timeline": Question(
        path="/compliance/timeline",
        does="list all changes of one resource, newest first",
        options=("resource_id", "account", "region", "resource_type", "start_date", "end_date"),
        columns=("from", "until", "status", "muted", "previous_status", "rule_name", "annotation"),
    ),
    "trend": Question(
        path="/compliance/trend",
        does="show score and counts day by day",
        options=("account", "rule_name", "resource_type", "days", "start_date", "end_date"),
        columns=(
            *("date", "counts.compliance_percentage", "counts.compliant"),
            *("counts.non_compliant", "counts.total"),
            *("muted", "compliance_percentage_without_muted", "complete"),
        ),
    ),
    "accounts": Question(
        path="/accounts",
        does="list the accounts that are watched",
        options=("account",),
        columns=(
            *("account", "silent", "recorder", "last_heard", "reconciled_at", "rules"),
            *("counts.compliance_percentage", "counts.non_compliant", "counts.total"),
        ),
    ),
    "rules": Question(
        path="/rules",
        does="list the rules of the catalogue and those that are seen",
        options=(),
        columns=("name", "severity", "seen", "counts.non_compliant", "counts.total", "title"),
    ),
}
SUMMARY = "/compliance/summary"
SUMMARY_OPTIONS = (*_STATE, "start_date", "end_date")
# What an order of an export may name beside what it is of.
EXPORT_OPTIONS = (*_STATE, "status", "severity", "source", "start_date", "end_date")
MEANINGS = {
    "account": "an account id, 12 digits",
    "region": "a region, as eu-central-1",
    "rule_name": "a rule; without what deployments add, all its variants",
    "resource_type": "a type, as AWS::S3::Bucket",
    "resource_id": "a resource, as AWS Config names it",
    "status": "COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE or INSUFFICIENT_DATA",
    "severity": "critical, high, medium or low",
    "order": "oldest or newest first",
    "source": "the source of events, as aws.config",
    "start_date": "from then on: ISO 8601, or a date in UTC",
    "end_date": "before then: ISO 8601, or a date in UTC",
    "days": "so many days up to today, 1 to 90",
}
