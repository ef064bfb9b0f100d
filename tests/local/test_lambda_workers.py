"""Processes of functions end with what is done to them, and with nothing else."""

import pytest
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.emulator import lambda_workers

HERE, ELSEWHERE = "111111111111", "222222222222"


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[object]]:
    found = {f"{account}:eu-central-1:f:$LATEST": [object()] for account in (HERE, ELSEWHERE)}
    monkeypatch.setattr(lambda_runtime, "_workers", found)
    monkeypatch.setattr(lambda_runtime, "kill_workers", lambda _: None)
    monkeypatch.setattr(lambda_svc, "get_account_id", lambda: HERE)
    return found


@pytest.mark.parametrize("asked", [{}, {"qualifier": "$LATEST"}, {"account": HERE}])
def test_a_function_of_the_same_name_in_another_account_goes_on(
    workers: dict[str, list[object]], asked: dict[str, str]
) -> None:
    lambda_workers.invalidate("f", **asked)
    assert list(workers) == [f"{ELSEWHERE}:eu-central-1:f:$LATEST"]
