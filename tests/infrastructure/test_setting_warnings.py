"""What is allowed and probably not meant is said when the stacks are synthesised."""

from collections.abc import Mapping
from typing import Any

import pytest

from stacks.rollout_settings import Rollout, rollout_warnings
from stacks.routing_settings import ChannelSettings
from stacks.setting_warnings import setting_warnings
from tests.infrastructure.synthesis import settings

UNITS = ("ou-ab12-cdefgh34",)
HEARER: Mapping[str, Any] = {
    "operations_subscribers": ("ops@example.com",),
    "runbook_url": "https://git.example.com/operations.md",
}


@pytest.mark.parametrize(
    ("tolerance", "concurrency", "said"),
    [(0, 50, "one account"), (5, 20, "5 % of the accounts")],
)
def test_that_an_operation_is_slower_than_wanted_is_a_warning(
    tolerance: int, concurrency: int, said: str
) -> None:
    (warning,) = rollout_warnings(
        Rollout(
            organisational_units=UNITS,
            failure_tolerance_percent=tolerance,
            concurrency_percent=concurrency,
        )
    )
    assert warning.startswith(f"rollout[concurrency_percent]: {concurrency} is not reached")
    assert f"more than {said} at the same time" in warning


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({"manages_recorder": True}, True),
        ({"manages_recorder": True, "recorder_role": "service_linked"}, False),
        ({}, False),
    ],
)
def test_a_boundary_that_also_bounds_what_is_recorded_is_warned_of(
    given: dict[str, Any], *, warned: bool
) -> None:
    chosen = settings(permissions_boundary="boundaries/workloads", **HEARER, **given)
    assert [line.partition(":")[0] for line in setting_warnings(chosen)] == (
        ["permissions_boundary"] if warned else []
    )
    assert not list(setting_warnings(settings(manages_recorder=True, **HEARER)))


def test_a_rollout_as_it_is_by_default_is_warned_of_nothing() -> None:
    assert not list(rollout_warnings(Rollout(organisational_units=UNITS)))
    assert not list(rollout_warnings(None))


def test_a_secret_whose_name_looks_like_the_end_of_an_arn_is_a_warning() -> None:
    chosen = settings(
        **HEARER,
        slack_secret_name="monitoring/slack-AbCdEf",
        channels={
            "pay": ChannelSettings(secret_name="slack-alerts"),
            "ops": ChannelSettings(secret_name="slack-operations"),
        },
        fallback_channel="pay",
    )
    first, second = setting_warnings(chosen)
    assert first.startswith("slack_secret_name: 'monitoring/slack-AbCdEf' ends with a hyphen")
    assert second.startswith("channels[pay][secret_name]: 'slack-alerts' ends with a hyphen")


def test_settings_that_are_meant_are_warned_of_nothing() -> None:
    assert not list(setting_warnings(settings(**HEARER)))
