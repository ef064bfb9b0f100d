"""Reconcile keeps where accounts are in the organisation, and no failure of that holds up a run."""

import json
import logging
from collections.abc import Iterator

import pytest

from lambdas.reconcile import bootstrap
from shared.ports.reconciling import SourceRefusedError
from tests.builders.config_source import result
from tests.builders.reconciling import ONE, Reconciling, reconciling
from tests.builders.tables import TABLES, everything
from tests.fakes.scripted_units import ScriptedOrganisation

UNITS = ("ou-1", "Production")


@pytest.fixture
def organisation(monkeypatch: pytest.MonkeyPatch) -> ScriptedOrganisation:
    scripted = ScriptedOrganisation(**{ONE: UNITS})
    monkeypatch.setattr(bootstrap, "organisation", lambda: scripted)
    return scripted


@pytest.fixture
def fleet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reconciling]:
    with reconciling(monkeypatch) as made:
        monkeypatch.setenv("LOOK_UP_UNITS", "true")
        bootstrap.units.cache_clear()
        yield made
    bootstrap.units.cache_clear()


def units_of(fleet: Reconciling) -> list[list[str]]:
    items = everything(fleet.recording.tables, TABLES.config_compliance)
    listed = [item["organisational_units"]["L"] for item in items if "organisational_units" in item]
    return [[each["S"] for each in units] for units in listed]


def counted(capsys: pytest.CaptureFixture[str]) -> list[list[int]]:
    lines = capsys.readouterr().out.splitlines()
    return [json.loads(line)["UnitsNotLookedUp"] for line in lines if "UnitsNotLookedUp" in line]


def test_the_units_of_a_registered_account_are_kept_beside_the_run(
    fleet: Reconciling, organisation: ScriptedOrganisation, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet.happen(result("b-1"))
    assert fleet.invoke()["finished"]
    assert units_of(fleet) == [list(UNITS)]
    assert counted(capsys) == [[0]]
    fleet.invoke()
    assert organisation.walks == 1
    assert not counted(capsys)


def test_an_organisation_that_may_not_be_asked_is_an_alarm_and_the_run_goes_on(
    fleet: Reconciling,
    organisation: ScriptedOrganisation,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    organisation.failure = SourceRefusedError("nor a delegated administrator")
    fleet.happen(result("b-1"))
    with caplog.at_level(logging.ERROR):
        assert fleet.invoke()["finished"]
    assert not units_of(fleet)
    assert counted(capsys) == [[1]]
    assert any("delegated" in getattr(record, "reason", "") for record in caplog.records)


def test_where_no_route_names_a_unit_nobody_is_asked(
    fleet: Reconciling, organisation: ScriptedOrganisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOK_UP_UNITS", "false")
    bootstrap.settings.cache_clear()
    fleet.happen(result("b-1"))
    assert fleet.invoke()["finished"]
    assert organisation.walks == 0


def test_the_client_of_the_organisation_is_made_once() -> None:
    bootstrap.organisation.cache_clear()
    assert bootstrap.organisation() is bootstrap.organisation()
