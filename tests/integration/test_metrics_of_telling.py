"""What the notifier measures, as it stands in the log that CloudWatch reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.notify_violations.telling import count, measure_told
from shared.domain.alert import Alert, AlertKind
from shared.domain.observations import FOUND_BY_COMPARING, Version
from shared.domain.routing import Mode, Route, Routing
from shared.measuring import flush
from tests.builders.emf import metrics_in, units_in
from tests.builders.notices import ended, entry, opened, summary
from tests.builders.observations import at

SERVICE = "notify-violations"
ROUTING = Routing(
    (
        Route(name="all", channel="default", mode=Mode.IMMEDIATE),
        Route(name="slow", channel="default", mode=Mode.BATCHED),
    )
)
NOW = at(0) + timedelta(seconds=14.5)

type Measured = Callable[[], dict[str, list[float]]]


@pytest.fixture
def measured(capsys: pytest.CaptureFixture[str]) -> Measured:
    return lambda: metrics_in(capsys.readouterr().out, SERVICE)


def told(*alerts: Alert) -> None:
    measure_told(ROUTING, [entry(alert, None) for alert in alerts], NOW)
    flush()


def found_by_comparing(alert: Alert) -> Alert:
    version = alert.version
    found = Version(version.recorded, version.ordering, f"{FOUND_BY_COMPARING}1")
    return replace(alert, version=found)


def test_each_time_until_a_violation_is_told_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    told(opened(), opened(resource="bucket-2"))
    output = capsys.readouterr().out
    assert metrics_in(output, SERVICE) == {"ToldAfter": [14_500.0, 14_500.0]}
    assert units_in(output) == {"ToldAfter": "Milliseconds"}


def test_a_message_of_very_many_violations_is_measured_whole(measured: Measured) -> None:
    told(*(opened(resource=f"bucket-{number}") for number in range(250)))
    assert len(measured()["ToldAfter"]) == 250, "a record of metrics holds 100 values of each"


@pytest.mark.parametrize(
    "alert",
    [
        ended(),
        replace(opened(), kind=AlertKind.REMINDER),
        replace(opened(), first_result=True),
        replace(opened(), out_of_mute=True),
        replace(opened(), out_of_shadow=True),
        replace(opened(), route="slow"),
        found_by_comparing(opened()),
    ],
)
def test_what_is_kept_back_on_purpose_says_nothing_of_how_soon_people_are_told(
    alert: Alert, measured: Measured
) -> None:
    told(alert)
    assert measured() == {}


def test_a_summary_of_an_account_is_told_of_no_event(measured: Measured) -> None:
    measure_told(ROUTING, [entry(summary(), None)], NOW)
    flush()
    assert measured() == {}


def test_a_clock_that_is_behind_makes_nothing_negative(measured: Measured) -> None:
    told(opened(minutes=1))
    assert measured() == {"ToldAfter": [0.0]}


def test_notices_are_counted_by_what_became_of_them(measured: Measured) -> None:
    count({"notices_told": 2, "notices_dropped": 1, "notices_failed": 0, "alerts_planned": 3})
    flush()
    assert measured() == {"NoticesTold": [2.0], "NoticesDropped": [1.0]}


def test_a_run_that_told_nothing_says_so(measured: Measured) -> None:
    count({"notices_told": 0})
    flush()
    assert measured() == {"NoticesTold": [0.0]}
