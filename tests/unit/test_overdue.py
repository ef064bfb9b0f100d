"""Alerts that should have been told long ago are counted, whatever keeps them from it."""

from datetime import timedelta

from shared.domain.delivery import RetryLater, Unavailable
from tests.builders.notices import opened
from tests.builders.observations import key
from tests.builders.office import Office

MINUTE = timedelta(minutes=1)


def run_for(office: Office, minutes: int) -> list[int]:
    """Run once a minute, as the schedule does; return how many were overdue at each end."""
    counted = []
    for _ in range(minutes):
        begun = office.clock.now()
        counted.append(office.run(budget=55)["alerts_overdue"])
        office.clock.sleep(max(begun + MINUTE - office.clock.now(), timedelta()))
    return counted


def test_alerts_that_wait_for_a_channel_are_overdue_after_a_quarter_of_an_hour() -> None:
    office = Office()
    office.channel.answers = [Unavailable("404 no_service")] * 1000
    for number in range(3):
        office.add(opened(number, f"b{number}", of=key(rule=f"rule-{number}")))
    counted = run_for(office, 20)
    assert counted[:14] == [0] * 14
    assert counted[17:] == [3] * 3


def test_an_alert_that_is_tried_in_vain_for_long_is_overdue_though_it_is_due_later() -> None:
    office = Office()
    office.channel.answers = [RetryLater("500")] * 1000
    office.add(opened())
    counted = run_for(office, 30)
    assert counted[:10] == [0] * 10
    assert counted[-1] == 1


def test_what_is_told_after_all_is_not_overdue_any_more() -> None:
    office = Office()
    office.add(opened())
    office.clock.sleep(60 * MINUTE)
    assert run_for(office, 2) == [0, 0]
    assert office.channel.taken
