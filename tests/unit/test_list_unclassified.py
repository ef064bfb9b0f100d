"""A rule that nobody classified is listed in one digest."""

from datetime import timedelta

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.period import Period
from shared.domain.standing import Standing
from tests.builders.digest_office import DigestOffice
from tests.builders.observations import C, N, key, result
from tests.builders.slack_payloads import problems
from tests.builders.snapshots import PAYMENTS, YESTERDAY, ZONE, digest, snapshot

OWN = "our-own-rule"
TODAY = Period(YESTERDAY.day + timedelta(days=1), ZONE)


def office() -> DigestOffice:
    made = DigestOffice()
    made.record(result(3, N, of=key("bucket-3", rule=OWN)))
    return made


def test_it_is_listed_by_the_digest_that_first_sees_it_and_by_none_after() -> None:
    made = office()
    assert made.send().found.unclassified == (OWN,)
    made.clock.sleep(timedelta(days=1))
    assert made.send(TODAY).found.unclassified == ()


def test_the_same_digest_lists_it_again_however_often_it_is_made() -> None:
    made = office()
    assert [made.send().found.unclassified for _ in range(2)] == [(OWN,)] * 2


def test_a_look_at_a_day_that_is_not_over_lists_nothing_for_good() -> None:
    made = office()
    assert made.send(TODAY).found.unclassified == (OWN,)
    assert made.listed.rules == {}
    assert made.send().found.unclassified == (OWN,)


def test_the_digest_of_a_team_lists_none() -> None:
    assert office().send(audience=PAYMENTS).found.unclassified == ()


def test_where_all_rules_are_classified_nothing_is_read_or_listed() -> None:
    made = DigestOffice()
    made.record(result(5, N, C))
    assert made.send().found.unclassified == ()
    assert made.listed.rules == {}


def test_the_first_are_named_and_the_others_counted() -> None:
    rules = tuple(f"rule-{number:02}" for number in range(30))
    standing = Standing(snapshot(one=(3, 1)), of_the_day=True, before={})
    writer = JinjaMessages()
    message = writer.digest(digest(standing, unclassified=rules), None)
    assert not problems(message)
    assert "Rules that are not classified:\nrule-00\nrule-01" in message.text
    assert "and 20 more: python -m tools.api rules" in message.text
    assert "rule-29" not in message.text
