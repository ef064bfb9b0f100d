"""What was heard of the watched accounts, understood and normalised."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.times import EARLIEST, read_time, sortable

AWS_CONFIG = "aws.config"  # the source of what AWS Config says
# The source of what was not heard of by an event but found by comparing with AWS Config.
RECONCILE = "config-monitoring.reconcile"
# How the ids of such begin: with a character that sorts after those of every event's id.
FOUND_BY_COMPARING = "~reconcile-"


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """A region of an account."""

    account: str
    region: str


@dataclass(frozen=True, slots=True)
class RuleKey:
    """A rule in a region of an account."""

    account: str
    region: str
    rule_name: str


@dataclass(frozen=True, slots=True)
class ResourceKey:
    """A resource: two types with one id are two resources."""

    account: str
    region: str
    resource_type: str
    resource_id: str


@dataclass(frozen=True, slots=True)
class StateKey:
    """What a state is the state of: one rule on one resource."""

    account: str
    region: str
    rule_name: str
    resource_type: str
    resource_id: str

    @property
    def resource(self) -> ResourceKey:
        """The resource that the rule looked at."""
        return ResourceKey(self.account, self.region, self.resource_type, self.resource_id)

    @property
    def graves(self) -> tuple["Grave", ...]:
        """What it can end with: its resource, its rule, its place."""
        rule = RuleKey(self.account, self.region, self.rule_name)
        return self.resource, rule, PlaceKey(self.account, self.region)


# What can be gone with all states in it, and is remembered as gone.
type Grave = ResourceKey | RuleKey | PlaceKey
# What can be closed.
type Scope = StateKey | Grave


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """The order of what is heard: by recorded time, then ordering timestamp, then event id."""

    recorded: datetime
    ordering: datetime = EARLIEST
    event_id: str = ""

    @property
    def text(self) -> str:
        """The version as a text that sorts as the version does."""
        return f"{sortable(self.recorded)}|{sortable(self.ordering)}|{self.event_id}"

    @classmethod
    def read(cls, text: str) -> "Version":
        """Return the version that `text` was made from."""
        recorded, ordering, event_id = text.split("|", 2)
        return cls(read_time(recorded), read_time(ordering), event_id)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an observation came from.

    `replayed` says that EventBridge sent it again from an archive, `backfilled` that it tells what
    was there before its place was watched.
    """

    event_id: str
    source: str
    detail_type: str
    account: str
    region: str
    replayed: bool = False
    backfilled: bool = False

    @property
    def quiet(self) -> bool:
        """Whether the violations that it opens are known to be old news: nobody is told of them."""
        return self.replayed or self.backfilled


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A rule's result on a resource; `old_status` is what the event says it was before."""

    origin: Origin
    key: StateKey
    version: Version
    status: str
    old_status: str | None = None
    annotation: str | None = None

    @property
    def is_change(self) -> bool:
        """Whether the event itself says that the status changed."""
        return self.old_status is not None and self.old_status != self.status


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A configuration item changed: a summary of it, not the item."""

    origin: Origin
    resource: ResourceKey
    captured: datetime
    item_status: str
    change_type: str | None = None
    changed_paths: tuple[str, ...] = ()

    @property
    def is_deletion(self) -> bool:
        """Whether the resource is gone (AWS Config API reference, ConfigurationItem)."""
        return self.item_status in {"ResourceDeleted", "ResourceDeletedNotRecorded"}

    @property
    def version(self) -> Version:
        """Where the change stands among the results on the same resource."""
        return Version(self.captured, self.captured, self.origin.event_id)


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A call, seen by CloudTrail, after which AWS Config sees or says less, or more again."""

    origin: Origin
    called: datetime
    event_name: str
    by: str | None = None
    rule_name: str | None = None

    @property
    def version(self) -> Version:
        """Where the call stands among the results of its account."""
        return Version(self.called, self.called, self.origin.event_id)

    @property
    def deleted_rule(self) -> RuleKey | None:
        """The rule that the call deleted, if it did."""
        if self.event_name != "DeleteConfigRule" or self.rule_name is None:
            return None
        return RuleKey(self.origin.account, self.origin.region, self.rule_name)


@dataclass(frozen=True, slots=True)
class Closure:
    """One state, or all of a place, is over although no event said so."""

    origin: Origin
    scope: StateKey | PlaceKey
    version: Version
    reason: str


@dataclass(frozen=True, slots=True)
class OfNoConcern:
    """An event that was understood and has nothing to record."""

    origin: Origin
    reason: str


type Observation = Evaluation | ItemChange | ApiCall | Closure | OfNoConcern


def without_annotation(heard: Observation) -> Observation:
    """Return what was heard without the rule's own words, which may name what nobody may keep."""
    return replace(heard, annotation=None) if isinstance(heard, Evaluation) else heard


class MalformedEventError(ValueError):
    """An event that cannot be understood; the message says what is wrong and where."""
