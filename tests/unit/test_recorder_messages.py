"""What is told of recorders: at once, together, and in plain words."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.alerts import Recorders
from shared.domain.delivery import Message
from shared.domain.observations import PlaceKey
from shared.domain.outbox import Fate, is_of_recorder
from shared.domain.recorder import START, STOPS, RecorderCall, RecorderNews
from shared.usecases.tell_group import tell_group
from tests.builders.hostile_text import hostile
from tests.builders.notices import opened, records_again, stopped, summary
from tests.builders.observations import key
from tests.builders.office import Office
from tests.builders.slack_payloads import markup, problems, texts
from tests.fakes.clock import NOW

WRITER = JinjaMessages()


def both(message: Message) -> tuple[str, str]:
    assert not problems(message)
    return message.text, "\n".join(texts(list(message.blocks))).replace("`", "")


def test_it_says_where_since_when_and_by_whom() -> None:
    for text in both(WRITER.recorders([stopped()])):
        for part in (
            "⚫ AWS Config records no longer: 1 region of an account",
            "222222222222 in eu-central-1",
            "the recorder was stopped at 2026-11-20 09:00:00 UTC",
            "by arn:aws:iam::1:user/somebody",
            "counts as unknown",
        ):
            assert part in text


def test_that_it_records_again_says_for_how_long_it_had_not() -> None:
    for text in both(WRITER.recorders([records_again(90, stopped())])):
        assert "🟢 AWS Config records again: 1 region of an account" in text
        assert "the recorder was started at 2026-11-20 10:30:00 UTC" in text
        assert "(it had not recorded for 1 h 30 min)" in text


def test_ten_places_are_listed_and_the_others_counted() -> None:
    many = [stopped(number, f"{number:012d}") for number in range(14)]
    for text in both(WRITER.recorders(many)):
        assert "14 regions of accounts" in text
        assert "000000000009" in text
        assert "000000000010" not in text
        assert "and 4 more" in text


@settings(max_examples=50, deadline=None)
@given(hostile, hostile, st.sampled_from(sorted(STOPS)), hostile)
def test_whoever_stops_it_breaks_no_message(account: str, region: str, name: str, by: str) -> None:
    place, call = PlaceKey(account, region), RecorderCall(NOW, name, by)
    news = RecorderNews(place=place, call=call)
    start = RecorderCall(NOW + timedelta(hours=1), START, by)
    again = RecorderNews(place=place, call=start, stopped=call)
    for message in (WRITER.recorders([news] * 12), WRITER.recorders([again])):
        assert not problems(message)
        assert all(text["verbatim"] for text in markup(message))


@pytest.fixture
def office() -> Office:
    return Office()


def test_many_that_stop_are_one_message_before_summaries_and_lesser_violations(
    office: Office,
) -> None:
    office.add(opened(0, of=key(rule="lesser")))
    office.add(summary("333333333333", 0))
    told = [office.add(stopped(5 + number, f"{number:012d}")) for number in range(3)]
    assert office.run()["notices_told"] == 5
    places = " ".join(f"{number:012d}/eu-central-1" for number in range(3))
    assert office.channel.taken[0] == f"stopped {places}"
    assert office.outbox.expiring >= {*told}


def test_of_one_place_the_stop_is_told_before_the_start(office: Office) -> None:
    stop = stopped(5)
    office.add(records_again(9, stop))
    office.add(stop)
    office.run()
    place = "222222222222/eu-central-1"
    assert office.channel.taken == [f"stopped {place}", f"recording {place}"]


def test_they_wait_for_their_turn_in_a_channel_that_has_had_enough(office: Office) -> None:
    for number in range(office.desk.policy.messages_per_minute):
        office.add(opened(number, of=key(rule=f"rule-{number}")))
    office.run()
    office.add(opened(50, of=key(rule="held")))
    told = office.add(stopped(50))
    office.run()
    assert office.outbox.fate_of(told) is Fate.WAITING
    office.clock.time += timedelta(minutes=1)
    office.run()
    assert office.outbox.fate_of(told) is Fate.TOLD


def test_what_others_have_is_not_told(office: Office) -> None:
    office.add(stopped())
    seen = tuple(each for each in office.outbox.entries.values() if is_of_recorder(each))
    office.outbox.claim(seen, office.clock.now(), office.clock.after(30))
    group = Recorders(seen[0].notice.recording, seen)
    assert tell_group(group, office.clock.after(60), office.desk, Counter()) is None
