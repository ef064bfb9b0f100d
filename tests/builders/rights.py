"""Writing down rights: a line is one action on one resource, with its condition."""

from collections.abc import Iterable, Mapping

type Rights = frozenset[str]
type Roles = Mapping[str, Rights]


def may(service: str, actions: str, *resources: str, where: str = "") -> Rights:
    """Return a line for each of the actions (divided by blanks) on each of the resources."""
    condition = f" where {where}" if where else ""
    return frozenset(
        f"{service}:{action} on {resource}{condition}"
        for action in actions.split()
        for resource in resources
    )


def of(keys: str) -> str:
    """Return the condition of DynamoDB that a request is of these partitions alone (* is any)."""
    return f"dynamodb:LeadingKeys ForAllValues:StringLike {keys}"


def exactly(keys: str) -> str:
    """Return the condition of DynamoDB that a request is of these partitions, with no wildcard."""
    return f"dynamodb:LeadingKeys ForAllValues:StringEquals {keys}"


def indexes(table: str, names: str) -> tuple[str, ...]:
    """Return what the indexes of a table are called."""
    return tuple(f"{table}/index/{name}" for name in names.split())


def role(service: str, *rights: Rights, where: str = "", has: Iterable[str] = ()) -> Rights:
    """Return all of a role: the service that assumes it, its rights, policies that are AWS's."""
    condition = f" where {where}" if where else ""
    assumed = {f"is assumed by {service}.amazonaws.com{condition}"}
    return frozenset(assumed.union({f"has {policy}" for policy in has}, *rights))


def function(stem: str, *rights: Rights) -> Rights:
    """Return the role of a function, which writes its own log."""
    log = may("logs", "CreateLogStream PutLogEvents", f"{stem}Logs")
    return role("lambda", log, *rights)


def schedule(stem: str) -> Rights:
    """Return the role of a schedule: it runs one function, and keeps the runs that failed."""
    return role(
        "scheduler",
        may("lambda", "InvokeFunction", f"{stem}Function"),
        may("sqs", "SendMessage", "ScheduleDeadLettersQueue"),
        where="aws:SourceAccount StringEquals 111111111111",
    )


def together(*tables: Roles) -> Roles:
    """Return one table of several: what a role may do in one of them it may do."""
    names = {name for table in tables for name in table}
    return {
        name: frozenset().union(*(table.get(name, frozenset()) for table in tables))
        for name in names
    }
