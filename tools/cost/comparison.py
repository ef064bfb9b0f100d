"""What comparing all accounts with AWS Config uses in a month, by what it was measured to use."""

from collections.abc import Mapping
from typing import Any

from tools.cost.resources import DAYS_OF_A_MONTH, SERVICE_THAT_COMPARES, Resources

_READ_BYTES, _EVENTUALLY = 4096, 0.5


def used_in_a_month(
    measured: Mapping[str, Any], states_of_an_account: float, accounts: int, have: Resources
) -> dict[str, float]:
    """Return what the function uses: all it takes to compare grows with the states.

    Each look of the schedule also reads the registry, which has an item for each account.
    """
    states = accounts * states_of_an_account
    runs, looks = DAYS_OF_A_MONTH * 24 / have.compared_hours, have.scheduled[SERVICE_THAT_COMPARES]
    used = {name: runs * states * each / measured["states"] for name, each in _run(measured)}
    for name, each in measured["look"].items():
        used[name] += looks * each
    registry = accounts * measured["registry_bytes"] / _READ_BYTES * _EVENTUALLY
    used["read_units"] += looks * registry
    return used


def _run(measured: Mapping[str, Any]) -> list[tuple[str, float]]:
    # However many invocations a run takes, they are few beside those of the schedule.
    return list((measured["run"] | {"invocations": 0}).items())
