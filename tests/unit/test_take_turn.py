"""Whoever posts waits for a turn; what waits too long is given back."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.delivery import Refused
from shared.domain.outbox import Pause
from shared.usecases.take_turn import take_turn
from tests.builders.notices import entry, opened
from tests.builders.observations import key
from tests.builders.office import Office

SECOND = timedelta(seconds=1)


@pytest.fixture
def office() -> Office:
    office = Office()
    office.channel.interval = SECOND
    return office


def somebody_takes_turns_until(office: Office, seconds: float) -> None:
    """Let somebody else post every second."""

    def take() -> None:
        now = office.clock.now()
        if now < office.clock.after(seconds):
            office.pacing.take_turn(office.channel.name(), now, SECOND)

    take()
    office.clock.waking = take


def test_turns_are_a_second_apart_whoever_takes_them(office: Office) -> None:
    somebody_takes_turns_until(office, 1)
    for _ in range(2):
        assert take_turn(office.clock.after(60), office.desk)
    start = office.clock.after(0)
    assert [(turn - start).total_seconds() for turn in office.pacing.turns] == [0, 1, 2]


def test_a_turn_that_comes_too_late_is_not_waited_for(office: Office) -> None:
    office.pacing.keep_pause("first", Pause(office.clock.after(60)))
    assert not take_turn(office.clock.after(10), office.desk)
    assert office.clock.now() == office.clock.after(0)


def test_nobody_posts_when_the_time_is_over(office: Office) -> None:
    assert not take_turn(office.clock.now(), office.desk)
    assert not office.pacing.turns


def test_a_pause_that_somebody_else_meets_meanwhile_is_kept(office: Office) -> None:
    somebody_takes_turns_until(office, 0.5)
    office.clock.waking = lambda: office.pacing.keep_pause("first", Pause(office.clock.after(8)))
    assert take_turn(office.clock.after(60), office.desk)
    assert office.clock.now() == office.clock.after(8)


def test_what_gets_no_turn_before_its_lease_is_nearly_over_is_given_back(office: Office) -> None:
    notice = office.add(opened())
    somebody_takes_turns_until(office, 40)
    counted = office.run(budget=20)
    assert counted == Counter()
    assert office.outbox.entries[notice] == entry(notice, office.clock.after(0))
    assert office.run() == {"notices_told": 1, "messages_posted": 1}


def test_plain_text_waits_for_a_turn_too(office: Office) -> None:
    office.channel.answers = [Refused("400 invalid_blocks")]
    office.add(opened())
    office.add(opened(1, of=key(rule="another")))
    office.run()
    assert office.after() == [0, 1, 2]


def test_a_claim_that_took_too_long_is_no_right_to_post(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = office.add(opened())
    claim = office.outbox.claim

    def slowly(*asked: Any) -> Any:
        claimed: Any = claim(*asked)
        office.clock.time += timedelta(seconds=20)
        monkeypatch.undo()
        return claimed

    monkeypatch.setattr(office.outbox, "claim", slowly)
    assert office.run()["notices_told"] == 1
    assert office.after()[0] > 20
    assert office.outbox.fate_of(notice) == "told"
