"""A small organisation whose names are alike, and all the ways to ask about it."""

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from shared.domain.filters import Filters, Window
from shared.domain.observations import (
    AWS_CONFIG,
    RECONCILE,
    Evaluation,
    ItemChange,
    Origin,
    StateKey,
    Version,
)
from shared.usecases.record_batch import Message
from tests.builders.observations import C, N, at

ACCOUNTS = ("222222222222", "333333333333")
REGIONS = ("eu-central-1", "us-east-1")
RULES = ("restricted-ssh", "restricted-ssh-conformance-pack-a1b2c3d4e", "iam-root-key")
TYPES = ("AWS::EC2::Instance", "AWS::EC2::InstanceConnect")
# The last one is too long for a part of a key.
RESOURCES = ("i-1", "i-1#2", "i,1 +%/~", "ü" * 130)
STATUSES = (C, N, "NOT_APPLICABLE", "SOMETHING_NEW")


def _evaluation(key: StateKey, minute: float, status: str, old: str | None) -> Evaluation:
    kind = (AWS_CONFIG, "Config Rules Compliance Change")
    if round(minute) % 5 == 0:
        kind = (RECONCILE, "Reconciled Result")
    origin = Origin(f"event-{minute}", *kind, key.account, key.region)
    return Evaluation(origin, key, Version(at(minute), at(minute), "x"), status, old)


def a_morning(seed: int, changes: int = 60) -> list[Evaluation]:
    """Return what was heard in 40 minutes, in any order; the same for the same seed."""
    pick = random.Random(seed)
    names = (ACCOUNTS, REGIONS, RULES, TYPES, RESOURCES)
    return [
        _evaluation(
            StateKey(*map(pick.choice, names)),
            pick.randint(0, 40),
            pick.choice(STATUSES),
            pick.choice((None, C, N)),
        )
        for _ in range(changes)
    ]


places = st.builds(
    Filters,
    accounts=st.sampled_from([None, None, ACCOUNTS[1:]]),
    account=st.sampled_from([None, *ACCOUNTS]),
    region=st.sampled_from([None, *REGIONS]),
)
visible = st.sampled_from([None, None, (), ACCOUNTS[:1], ACCOUNTS, ("999999999999", *ACCOUNTS)])
filters = st.builds(
    Filters,
    accounts=visible,
    account=st.sampled_from([None, None, *ACCOUNTS]),
    region=st.sampled_from([None, None, *REGIONS]),
    rule_name=st.sampled_from([None, None, *RULES]),
    resource_type=st.sampled_from([None, None, *TYPES]),
    resource_id=st.sampled_from([None, None, None, *RESOURCES]),
    status=st.sampled_from([None, None, *STATUSES]),
)
moments = st.one_of(st.none(), st.integers(-1, 41).map(at))
windows = st.builds(Window, start=moments, end=moments).filter(
    lambda window: not (window.start and window.end) or window.start < window.end
)


def messages(heard: Sequence[Evaluation | ItemChange]) -> list[Message]:
    return [Message(str(number), says) for number, says in enumerate(heard)]
