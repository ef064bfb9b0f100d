"""What was heard of the watched accounts, understood and normalised."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.times import EARLIEST, read_time, sortable


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
    """Where an observation came from."""

    event_id: str
    source: str
    detail_type: str
    account: str
    region: str
    replayed: bool = False


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
    """A call, seen by CloudTrail, that makes AWS Config see or say less than before."""

    origin: Origin
    called: datetime
    event_name: str
    by: str | None = None
    rule_name: str | None = None


@dataclass(frozen=True, slots=True)
class OfNoConcern:
    """An event that was understood and has nothing to record."""

    origin: Origin
    reason: str


type Observation = Evaluation | ItemChange | ApiCall | OfNoConcern


class MalformedEventError(ValueError):
    """An event that cannot be understood; the message says what is wrong and where."""
