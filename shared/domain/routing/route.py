"""Routes: what each takes, and where to."""

from dataclasses import dataclass

from shared.domain.routing.channels import DEFAULT_CHANNEL
from shared.domain.routing.mode import Mode
from shared.domain.severity import Severity

BATCH_MINUTES = 15


@dataclass(frozen=True, slots=True)
class TagCondition:
    """A tag that a resource has to have, with one of the values (patterns)."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What has to be true of a violation, and where it goes then; an empty condition is true.

    Of the values of one condition one has to fit, of the tags each. Rules (without what deployments
    add to their names) and resource types may be patterns. `mode` None is as the severity says.
    """

    name: str
    channel: str
    mode: Mode | None = None
    batch_minutes: int = BATCH_MINUTES
    accounts: tuple[str, ...] = ()
    organisational_units: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    resource_types: tuple[str, ...] = ()
    tags: tuple[TagCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    """The routes of a deployment in their order, and the channel of what none of them takes.

    `every_match` gives a violation to all routes that take it, instead of to the first;
    `batch_minutes` is for what reaches the fallback channel.
    """

    routes: tuple[Route, ...]
    every_match: bool = False
    fallback: str = DEFAULT_CHANNEL
    batch_minutes: int = BATCH_MINUTES

    @property
    def needs_tags(self) -> bool:
        """Whether any route asks for the tags of a resource."""
        return any(route.tags for route in self.routes)

    @property
    def needs_units(self) -> bool:
        """Whether any route asks for the organisational units of an account."""
        return any(route.organisational_units for route in self.routes)


def default_routing(channel: str = DEFAULT_CHANNEL, batch_minutes: int = BATCH_MINUTES) -> Routing:
    """Return the routing of a deployment that names no routes: one channel, by severity."""
    urgent = Route(
        name="urgent",
        channel=channel,
        mode=Mode.IMMEDIATE,
        batch_minutes=batch_minutes,
        severities=(Severity.CRITICAL, Severity.HIGH),
    )
    others = Route(name="others", channel=channel, mode=Mode.BATCHED, batch_minutes=batch_minutes)
    return Routing((urgent, others), fallback=channel, batch_minutes=batch_minutes)
