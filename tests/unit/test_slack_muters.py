"""Who may mute from Slack: everybody, users, or members of groups, as Slack says."""

from collections.abc import Iterator
from time import monotonic, sleep

import pytest

from local.slack.record import read_faults
from local.slack.server import SlackStub
from shared.adapters.slack_muters import SlackMuters
from shared.domain.interactions import User
from tests.builders.presses import ADA, GRACE
from tests.builders.slack import slack, web_api

GUEST = User("U0FAR", "far", is_guest=True)
ON_CALL = "S000ONCALL"  # Ada alone


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    with slack() as server:
        yield server


def muters(stub: SlackStub, *listed: str) -> SlackMuters:
    return SlackMuters(web_api(stub), listed)


def test_everybody_may_but_guests(stub: SlackStub) -> None:
    everybody = muters(stub, "*")
    assert everybody.may_mute(ADA) is True
    assert everybody.may_mute(GUEST) is False
    assert everybody.named == ()


def test_users_may_that_are_listed_and_nobody_else(stub: SlackStub) -> None:
    listed = muters(stub, GRACE.id)
    assert (listed.may_mute(GRACE), listed.may_mute(ADA)) == (True, False)
    assert listed.named == (GRACE.id,)


def test_a_guest_may_not_even_if_listed(stub: SlackStub) -> None:
    assert muters(stub, GUEST.id).may_mute(GUEST) is False


def test_nobody_may_where_nobody_is_listed(stub: SlackStub) -> None:
    assert muters(stub).may_mute(ADA) is False


def test_members_of_a_group_may(stub: SlackStub) -> None:
    group = muters(stub, ON_CALL)
    assert (group.may_mute(ADA), group.may_mute(GRACE)) == (True, False)


def test_a_group_is_asked_for_once_a_minute(stub: SlackStub) -> None:
    seconds = iter([0.0, 59.0, 61.0])
    group = SlackMuters(web_api(stub), [ON_CALL], lambda: next(seconds))
    assert group.may_mute(ADA) is True
    refuse_next(stub, "missing_scope")
    assert group.may_mute(ADA) is True
    assert group.may_mute(ADA) is False


def refuse_next(stub: SlackStub, error: str) -> None:
    stub.record.set_faults(read_faults([{"error": error}]))


def test_groups_are_asked_for_at_the_same_time(stub: SlackStub) -> None:
    stub.record.set_faults(read_faults([{"delay": 0.3}] * 6))
    listed = SlackMuters(web_api(stub), [f"S000GONE{n}" for n in range(5)] + [ON_CALL], within=1)
    assert listed.may_mute(ADA) is True


def test_who_may_is_not_known_where_a_group_takes_too_long_and_is_known_later(
    stub: SlackStub,
) -> None:
    stub.record.set_faults(read_faults([{"delay": 0.5}]))
    group = SlackMuters(web_api(stub), [ON_CALL], within=0.1)
    began = monotonic()
    assert group.may_mute(ADA) is None
    assert monotonic() - began < 0.4
    sleep(0.6)
    assert group.may_mute(GRACE) is False


@pytest.mark.parametrize(("group", "answer"), [("S000GONE", False), (ON_CALL, True)])
def test_a_group_that_there_is_not_has_no_members(
    stub: SlackStub, group: str, *, answer: bool
) -> None:
    assert muters(stub, group).may_mute(ADA) is answer


def test_it_is_not_known_while_slack_does_not_say(stub: SlackStub) -> None:
    stub.record.set_faults(read_faults([{"status": 500}, {"status": 500}]))
    group = muters(stub, ON_CALL, GRACE.id)
    assert group.may_mute(ADA) is None
    assert group.may_mute(GRACE) is True, "who is listed need not be asked for"
