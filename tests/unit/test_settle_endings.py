"""An ending is told after its beginning, or not at all."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.domain.alert import Alert
from shared.domain.delivery import Delivered, Refused, RetryLater
from shared.domain.outbox import Fate, OutboxEntry, is_alert
from tests.builders.notices import ended, news, opened
from tests.builders.observations import key
from tests.builders.office import POLICY, Office


@pytest.fixture
def office() -> Office:
    return Office()


def test_an_ending_is_told_after_its_opening(office: Office) -> None:
    office.add(ended(5))
    office.add(opened(0), due=3)
    assert office.run()["notices_told"] == 2
    assert office.channel.taken == ["opened bucket-1", "ended bucket-1"]
    assert office.outbox.expiring == {opened(0), ended(5)}


def test_what_opens_and_ends_and_opens_is_told_in_that_order(office: Office) -> None:
    for notice in (opened(6), ended(5), opened(0)):
        office.add(notice)
    office.run()
    assert [text.split()[0] for text in office.channel.taken] == ["opened", "ended", "opened"]


def test_the_end_of_what_was_never_told_is_dropped(office: Office) -> None:
    notice = office.add(ended(5))
    assert office.run() == {"notices_dropped": 1}
    assert office.outbox.reasons[notice] == "nobody was told that it began"


def due_of(office: Office, notice: Alert) -> datetime | None:
    return office.outbox.entries[notice].due


def test_an_ending_waits_for_an_opening_that_was_put_off(office: Office) -> None:
    office.add(opened(0), due=100)
    office.add(ended(5))
    office.run()
    assert due_of(office, ended(5)) == office.clock.after(100)


def test_an_ending_waits_shortly_for_an_opening_that_somebody_is_telling(office: Office) -> None:
    office.add(opened(0))
    now = office.clock.now()
    elsewhere = office.outbox.claim(news(office.outbox.waiting(now)), now, office.clock.after(30))
    office.add(ended(5))

    def tell_elsewhere() -> None:
        if office.clock.slept.total_seconds() > 5:
            office.outbox.record_told(elsewhere, office.clock.now())

    office.clock.waking = tell_elsewhere
    assert office.run()["notices_told"] == 1
    assert office.after()[0] < 10


def test_an_ending_that_could_not_be_posted_is_told_later_and_expires_then(office: Office) -> None:
    office.channel.answers = [Delivered(), RetryLater("500")]
    office.add(opened(0))
    office.add(ended(5))
    assert office.run(budget=1.2)["notices_retried"] == 1
    assert not office.outbox.expiring
    assert office.run()["notices_told"] == 1
    assert office.outbox.expiring == {opened(0), ended(5)}


def refused(office: Office) -> OutboxEntry[Alert]:
    office.channel.answers = [Refused("400 invalid_blocks"), Refused("400 no_text")]
    office.add(opened(0))
    office.run()
    [failed] = [e for e in office.outbox.entries.values() if is_alert(e)]
    return failed


def test_the_end_of_what_was_refused_is_told_once_that_is_redriven(office: Office) -> None:
    failed = refused(office)
    office.add(ended(5))
    assert office.run() == {}
    assert office.outbox.fate_of(ended(5)) is Fate.WAITING
    office.outbox.entries[failed.notice] = replace(
        failed, fate=Fate.WAITING, due=office.clock.now()
    )
    office.run()
    office.clock.time += timedelta(hours=1)
    office.run()
    assert office.channel.taken == ["opened bucket-1", "ended bucket-1"]


def test_among_what_is_held_back_an_ending_waits_for_its_beginning_too() -> None:
    office = Office(replace(POLICY, messages_per_minute=1))
    refused(office)
    office.clock.time += timedelta(minutes=1)
    for alert in (opened(6, of=key("a", "one")), opened(7, of=key("b", "two")), ended(20)):
        office.add(alert)
    office.run()
    assert office.channel.taken == ["opened a", "held b"]
    assert office.outbox.fate_of(ended(20)) is Fate.WAITING


def test_what_is_over_expires_though_that_was_told_among_what_was_held_back() -> None:
    office = Office(replace(POLICY, messages_per_minute=1))
    office.add(opened(0))
    office.run()
    office.clock.time += timedelta(minutes=1)
    for alert in (opened(6, of=key("a", "one")), opened(7, of=key("b", "two")), ended(20)):
        office.add(alert)
    office.run()
    assert office.channel.taken[1:] == ["opened a", "held b bucket-1"]
    assert office.outbox.expiring == {opened(0), ended(20)}


def test_the_end_of_what_was_never_told_is_not_told_among_what_is_held_back() -> None:
    office = Office(replace(POLICY, messages_per_minute=1))
    for alert in (opened(6, of=key("a", "one")), opened(7, of=key("b", "two")), ended(20)):
        office.add(alert)
    office.run()
    assert office.channel.taken == ["opened a", "held b"]
    assert office.outbox.fate_of(ended(20)) is Fate.DROPPED


def test_the_end_of_what_is_never_redriven_is_dropped_at_last(office: Office) -> None:
    refused(office)
    office.add(ended(5))
    office.clock.time += timedelta(days=15)
    assert office.run() == {"notices_dropped": 1}
    assert office.outbox.reasons[ended(5)] == "its beginning could not be told"
    assert office.outbox.expiring == {opened(0), ended(5)}
