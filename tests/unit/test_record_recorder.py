"""What a call says of a recorder is kept although others write at the same time."""

import json

import pytest

from shared.adapters.eventbridge_observations import read_observation
from shared.domain.observations import ApiCall
from shared.domain.recorder import RecorderStep
from shared.ports.errors import StoreUnavailableError
from shared.usecases.record_evaluations import ATTEMPTS
from shared.usecases.record_recorder import record_recorder
from tests.builders.events import api_call
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


class Contended(InMemoryComplianceStore):
    """Others are first so many times."""

    def __init__(self, overtaken: int) -> None:
        super().__init__()
        self.overtaken = overtaken

    def keep_recorder(self, step: RecorderStep) -> bool:
        if self.overtaken:
            self.overtaken -= 1
            return False
        return super().keep_recorder(step)


def stopped() -> ApiCall:
    heard = read_observation(json.dumps(api_call()))
    assert isinstance(heard, ApiCall)
    return heard


def test_it_is_tried_again_after_a_pause_that_knows_how_often_it_was_tried() -> None:
    pauses: list[int] = []
    told = record_recorder(stopped(), Contended(overtaken=2), pauses.append)
    assert told is not None
    assert pauses == [0, 1]


def test_where_others_are_always_first_it_may_come_again() -> None:
    with pytest.raises(StoreUnavailableError, match="other writers were first"):
        record_recorder(stopped(), Contended(overtaken=ATTEMPTS), lambda _: None)
