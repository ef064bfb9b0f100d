"""What an instance of the API does once it was restored from a snapshot of a started one."""

import random

import pytest
import snapshot_restore_py

from lambdas.compliance_api.restore import prepare


def test_instances_that_are_restored_from_one_snapshot_draw_numbers_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(snapshot_restore_py, "_after_restore_registry", [])
    prepare()
    snapshot = random.getstate()
    drawn = set()
    for _ in range(3):
        random.setstate(snapshot)
        for hook, given, named in snapshot_restore_py.get_after_restore():
            hook(*given, **named)
        drawn.add(random.random())
    assert len(drawn) == 3
