"""Whatever may be heard of a few states, in any order, and how it is delivered."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from shared.domain.observations import (
    ApiCall,
    Closure,
    Evaluation,
    ItemChange,
    Observation,
    PlaceKey,
    StateKey,
)
from shared.ports.recording import ComplianceStore
from shared.usecases.record_batch import Message, record_batch
from tests.builders.endings import PLACE, closure, rule_deletion
from tests.builders.observations import C, N, at, deletion, key, result

STATUSES = [C, N, "NOT_APPLICABLE", "INSUFFICIENT_DATA", "SOMETHING_NEW"]
# The same resources and rules in another region have nothing to do with those here.
KEYS = [
    replace(key(f"bucket-{n}", rule), region=region)
    for n in range(2)
    for rule in ("rule-a", "rule-b")
    for region in ("eu-central-1", "us-east-1")
]
PLACES = [PLACE, PlaceKey("222222222222", "us-east-1")]

type Other = ItemChange | ApiCall | Closure


def identity(heard: Evaluation | Other) -> object:
    """Return what no two things that are heard have in common."""
    return heard.key if isinstance(heard, Evaluation) else heard.origin.account, heard.version


def there(heard: Evaluation) -> Evaluation:
    """Return a result as it comes from the account and region of its state."""
    of = heard.key
    return replace(heard, origin=replace(heard.origin, account=of.account, region=of.region))


def _result(minute: int, status: str, old: str | None, of: StateKey) -> Evaluation:
    return there(result(minute, status, old, of=of))


def _other(minute: int, what: int, of: StateKey) -> Other:
    """Return the end of a state's resource, rule or place, or its own, or what ends nothing."""
    moment = minute + KEYS.index(of) / 100
    gone = deletion(moment + 0.1, of)
    call = rule_deletion(moment + 0.3, of)
    others: tuple[Other, ...] = (
        replace(gone, origin=replace(gone.origin, region=of.region)),
        call,
        closure(moment + 0.5, of),
        closure(minute + 0.7, PlaceKey(of.account, of.region), "the account is gone"),
        replace(gone, item_status="OK"),
        replace(call, event_name="PutConfigRule"),
    )
    return others[what]


minutes = st.integers(0, 20)
results = st.builds(
    _result,
    minutes,
    st.sampled_from(STATUSES),
    st.sampled_from([None, *STATUSES]),
    st.sampled_from(KEYS),
)
others = st.builds(_other, minutes, st.integers(0, 5), st.sampled_from(KEYS))
streams = st.lists(st.one_of(results, results, results, others), max_size=16, unique_by=identity)
batch_sizes = st.lists(st.integers(1, 9), min_size=1, max_size=3)


@st.composite
def arrivals(draw: st.DrawFn, heard: Sequence[Observation]) -> list[Observation]:
    """Return what was heard in another order, some of it more than once."""
    again = draw(st.lists(st.sampled_from(heard), max_size=6)) if heard else []
    return draw(st.permutations([*heard, *again]))


def deliver(
    heard: Sequence[Observation], store: ComplianceStore, sizes: Sequence[int] = (1,)
) -> None:
    """Record what was heard in batches of these sizes, over and over."""
    rest, turn = list(heard), 0
    while rest:
        size = sizes[turn % len(sizes)]
        messages = [Message(f"m-{n}", says) for n, says in enumerate(rest[:size])]
        report = record_batch(messages, store, at(0), lambda _: None)
        assert not report.failed, report.failed
        rest, turn = rest[size:], turn + 1
