"""A channel gets so many messages a minute, and then one that says what is held back."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from shared.domain.delivery import RetryLater
from shared.domain.outbox import Pause
from shared.domain.tickets import Ticket
from shared.usecases.tell_channel import tell_channel
from tests.builders.notices import news, opened, summary
from tests.builders.observations import key
from tests.builders.office import POLICY, Office

SECOND = timedelta(seconds=1)


def office_of(rules: int, messages_per_minute: int = 1) -> Office:
    """Return an office in which violations of so many rules wait, the first of rule 0."""
    office = Office(replace(POLICY, messages_per_minute=messages_per_minute))
    for number in range(rules):
        let_wait(office, number)
    return office


def let_wait(office: Office, number: int) -> None:
    office.add(opened(number, of=key(f"{number}", f"rule-{number}")))


def test_what_somebody_else_tells_takes_no_place_of_what_is_told_here() -> None:
    office = office_of(8, messages_per_minute=2)
    now, until = office.clock.now(), office.clock.after(30)
    seen = news(office.outbox.waiting(now))
    office.outbox.claim(seen[:4], now, until)
    tell_channel(seen, until, office.desk, Pause(now), Counter())
    assert office.channel.taken == ["opened 4", "opened 5", "held 6 7"]


def test_what_is_held_back_is_said_though_there_was_no_turn_for_it_at_first() -> None:
    office = office_of(3)
    office.channel.interval = SECOND
    office.channel.during_post = lambda: office.pacing.keep_pause(
        office.channel.name(), Pause(office.clock.after(10))
    )
    office.run(budget=5)
    assert office.channel.taken == ["opened 0"]
    office.run()
    assert office.channel.taken == ["opened 0", "held 1 2"]
    assert office.after()[-1] == 10


def test_what_slack_does_not_take_is_none_of_the_messages_of_the_minute() -> None:
    office = office_of(3)
    full = RetryLater("429", 8 * SECOND)
    office.channel.answers = [full]
    office.run(budget=20)
    assert office.channel.taken == ["opened 0", "held 1 2"]


def test_that_all_is_held_back_is_said_again_where_slack_did_not_take_it() -> None:
    office = office_of(3)
    office.channel.interval = SECOND
    office.run(budget=1)
    office.channel.answers = [RetryLater("429", 8 * SECOND)]
    office.run(budget=20)
    assert office.channel.taken == ["opened 0", "held 1 2"]


def test_one_group_alone_is_held_back_like_many() -> None:
    office = office_of(2)
    office.run(budget=20)
    assert office.channel.taken == ["opened 0", "held 1"]


def test_a_minute_has_one_roll_up_and_what_comes_later_waits_for_the_next() -> None:
    office = office_of(2)
    office.run(budget=20)
    let_wait(office, 2)
    office.run(budget=20)
    assert len(office.channel.taken) == 2
    office.run(budget=70)
    assert office.channel.taken[2:] == ["opened 2"]
    assert office.after()[2] >= 60


def test_a_summary_of_an_account_is_not_held_back_among_others_but_waits() -> None:
    office = office_of(1)
    office.run(budget=20)
    office.add(summary())
    office.run(budget=20)
    assert len(office.channel.taken) == 1
    office.run(budget=70)
    assert office.channel.taken[1:] == ["onboarded 222222222222"]


def test_who_loses_the_last_place_to_somebody_else_says_what_is_held_back() -> None:
    office = office_of(3)
    office.channel.interval = SECOND
    name = office.channel.name()
    office.pacing.take_turn(name, office.clock.now(), SECOND)
    office.clock.waking = lambda: take_the_place(office)
    office.run(budget=20)
    assert office.channel.taken == ["held 0 1 2"]


def take_the_place(office: Office) -> None:
    office.pacing.take_ticket(office.channel.name(), Ticket.MESSAGE, office.clock.now(), 1)


def test_what_is_held_back_is_said_in_its_minute_or_told_in_the_next() -> None:
    office = office_of(1)
    office.run(budget=20)
    office.clock.time = office.clock.after(59)
    office.channel.interval = 2 * SECOND
    office.pacing.take_turn(office.channel.name(), office.clock.now(), 2 * SECOND)
    let_wait(office, 1)
    office.run(budget=20)
    assert office.channel.taken[1:] == ["opened 1"]


def test_what_is_held_back_when_the_minute_is_nearly_over_is_told_in_the_next() -> None:
    office = office_of(2)
    office.clock.time = office.clock.after(59)
    office.channel.interval = 2 * SECOND
    office.run(budget=20)
    assert office.channel.taken == ["opened 0", "opened 1"]
    assert office.after() == [59, 61]
