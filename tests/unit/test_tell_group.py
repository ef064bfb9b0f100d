"""What becomes of a group is what the channel answers."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.alert import Alert, AlertKind
from shared.domain.alerts import AlertGroup, Onboarding
from shared.domain.delivery import Refused, RetryLater, Unavailable
from shared.domain.outbox import Fate, is_alert, is_summary
from shared.usecases.tell_group import tell_group
from tests.builders.notices import entry, opened, summary
from tests.builders.observations import key
from tests.builders.office import Office


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_429_and_two_500s_put_it_off_for_seconds(office: Office) -> None:
    retry = RetryLater("429", timedelta(seconds=1))
    office.channel.answers = [retry, RetryLater("500"), RetryLater("500")]
    office.add(opened())
    assert office.run() == {"notices_retried": 3, "notices_told": 1, "messages_posted": 1}
    assert office.after()[-1] < 10


def test_a_429_holds_back_the_other_groups_too(office: Office) -> None:
    office.channel.answers = [RetryLater("429", timedelta(seconds=8))]
    office.add(opened())
    office.add(opened(1, of=key(rule="another")))
    assert office.run()["notices_told"] == 2
    assert office.after()[0] == 0
    assert all(time >= 8 for time in office.after()[1:])


def test_a_message_that_fails_again_and_again_does_not_hold_back_the_others(
    office: Office,
) -> None:
    office.channel.answers = [RetryLater("500")]
    stuck = office.add(opened())
    office.outbox.entries[stuck] = replace(office.outbox.entries[stuck], attempts=8)
    office.add(opened(1, of=key(rule="another")))
    assert office.run()["notices_told"] == 1
    assert office.channel.taken == ["opened bucket-1"]
    assert office.outbox.fate_of(stuck) is Fate.WAITING


def test_blocks_that_are_refused_are_said_in_plain_text_at_once(office: Office) -> None:
    office.channel.answers = [Refused("400 invalid_blocks")]
    office.add(opened())
    assert office.run()["notices_told"] == 1
    [message] = office.channel.posted
    assert not message.blocks
    assert office.clock.now() < office.clock.after(5)


def test_what_is_refused_for_good_is_kept_with_its_reason(office: Office) -> None:
    office.channel.answers = [Refused("400 invalid_blocks"), Refused("400 no_text")]
    notice = office.add(opened())
    assert office.run()["notices_failed"] == 1
    assert office.outbox.fate_of(notice) is Fate.FAILED
    assert office.outbox.reasons[notice] == "400 no_text"
    assert office.dead_letters.kept == [([notice], "opened bucket-1", "400 no_text")]


def test_a_revoked_webhook_is_left_alone_and_nothing_is_lost(office: Office) -> None:
    office.channel.answers = [Unavailable("404 no_service")]
    notice = office.add(opened())
    assert office.run() == {"channel_unavailable": 1}
    assert office.run() == {"channel_unavailable": 1}  # nothing is posted: the alarm stays on
    assert len(office.channel.times) == 1
    assert office.outbox.entries[notice] == entry(notice, office.clock.after(0))
    office.clock.time += timedelta(minutes=5)
    assert office.run()["notices_told"] == 1


def test_a_mended_webhook_is_used_at_once(office: Office) -> None:
    office.channel.answers = [Unavailable("404 no_service")]
    office.add(opened())
    office.run()
    office.channel.address = "mended"
    assert office.run()["notices_told"] == 1


def group_of(office: Office, *notices: Alert) -> AlertGroup:
    seen = [office.outbox.entries[notice] for notice in notices]
    violations = tuple(each for each in seen if is_alert(each))
    return AlertGroup(AlertKind.OPENED, key().account, key().rule_name, violations)


def test_a_group_of_which_others_have_a_part_tells_the_rest(office: Office) -> None:
    ours, theirs = office.add(opened(0, "ours")), office.add(opened(1, "theirs"))
    seen = group_of(office, ours, theirs)
    office.outbox.claim(seen.entries[1:], office.clock.now(), office.clock.after(30))
    tell_group(seen, office.clock.after(60), office.desk, Counter())
    assert office.channel.taken == ["opened ours"]


def test_a_group_that_others_have_is_not_told(office: Office) -> None:
    seen = group_of(office, office.add(opened()))
    office.outbox.claim(seen.entries, office.clock.now(), office.clock.after(30))
    assert tell_group(seen, office.clock.after(60), office.desk, Counter()) is None


def test_a_summary_of_an_account_is_told_in_its_place_and_expires(office: Office) -> None:
    office.add(opened(2, of=key(rule="later")))
    told = office.add(summary("333333333333", 1))
    office.add(opened(0))
    assert office.run()["notices_told"] == 3
    assert office.channel.taken[1] == "onboarded 333333333333"
    assert office.outbox.expiring == {told}


def test_a_summary_that_others_have_is_not_told(office: Office) -> None:
    office.add(summary())
    seen = [entry for entry in office.outbox.entries.values() if is_summary(entry)]
    office.outbox.claim(seen, office.clock.now(), office.clock.after(30))
    group = Onboarding(tuple(seen))
    assert tell_group(group, office.clock.after(60), office.desk, Counter()) is None


def test_a_summary_that_fails_is_told_later(office: Office) -> None:
    office.add(summary())
    office.channel.answers = [RetryLater("500")]
    counted = office.run()
    assert (counted["notices_retried"], counted["notices_told"]) == (1, 1)
    assert office.channel.taken == ["onboarded 222222222222"]
