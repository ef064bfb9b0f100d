"""What is kept of accounts and units: on DynamoDB as in memory; and what Organizations tells."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from shared.adapters.dynamodb_account_units import (
    REMEMBERED,
    DynamoDbAccountUnits,
    DynamoDbOrganisationalUnits,
)
from shared.adapters.dynamodb_registry import Registry
from shared.adapters.organizations_tree import OrganizationsTree
from shared.domain.observations import PlaceKey
from shared.ports.reconciling import SourceRefusedError, SourceUnavailableError
from shared.ports.routing import AccountUnits
from tests.builders.aws import mocked_aws
from tests.builders.tables import TABLES, mocked_tables, registry
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_units import InMemoryAccountUnits

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ONE, TWO = "222222222222", "333333333333"
HERE, THERE = "eu-central-1", "us-east-1"
UNITS = ("ou-1", "Workloads")
# Nobody waits for what will not be answered.
ONCE = Config(retries={"total_max_attempts": 1})


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def register(client: "DynamoDBClient", *places: PlaceKey) -> None:
    for place in places:
        Registry(client, TABLES.config_compliance).register(place, NOW, spoke=True)


@pytest.fixture(params=["dynamodb", "memory"])
def kept(request: pytest.FixtureRequest, client: "DynamoDBClient") -> AccountUnits:
    if request.param == "memory":
        return InMemoryAccountUnits(ONE, TWO)
    register(client, PlaceKey(ONE, HERE), PlaceKey(ONE, THERE), PlaceKey(TWO, HERE))
    return DynamoDbAccountUnits(client, TABLES.config_compliance)


def test_a_registered_account_is_not_known_before_it_is_kept(kept: AccountUnits) -> None:
    known = kept.known()
    assert known.by_account == {ONE: None, TWO: None}
    assert known.looked_up is None


def test_what_is_kept_is_known_also_that_it_is_none(kept: AccountUnits) -> None:
    kept.keep(ONE, UNITS)
    kept.keep(TWO, ())
    kept.mark_looked_up(NOW)
    assert kept.known().by_account == {ONE: UNITS, TWO: ()}
    assert kept.known().looked_up == NOW


def test_an_account_that_is_not_registered_does_not_become_so(kept: AccountUnits) -> None:
    kept.keep("999999999999", UNITS)
    assert "999999999999" not in kept.known().by_account


def test_a_place_that_comes_later_has_the_units_of_its_account(client: "DynamoDBClient") -> None:
    kept = DynamoDbAccountUnits(client, TABLES.config_compliance)
    register(client, PlaceKey(ONE, HERE))
    kept.keep(ONE, UNITS)
    register(client, PlaceKey(ONE, "ap-south-1"), PlaceKey(ONE, THERE))
    assert kept.known().by_account == {ONE: UNITS}
    read = DynamoDbOrganisationalUnits(client, TABLES.config_compliance, FakeClock())
    assert read.of([ONE, TWO]) == {ONE: UNITS, TWO: None}


def test_a_place_that_is_forgotten_meanwhile_stays_forgotten(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    register(client, PlaceKey(ONE, HERE))
    kept, update = DynamoDbAccountUnits(client, TABLES.config_compliance), client.update_item

    def forgotten(**request: Any) -> Any:
        Registry(client, TABLES.config_compliance).forget(PlaceKey(ONE, HERE))
        return update(**request)

    monkeypatch.setattr(client, "update_item", forgotten)
    kept.keep(ONE, UNITS)
    assert not registry(client)


def test_units_are_remembered_for_minutes_and_not_longer(client: "DynamoDBClient") -> None:
    clock = FakeClock()
    register(client, PlaceKey(ONE, HERE))
    kept = DynamoDbAccountUnits(client, TABLES.config_compliance)
    read = DynamoDbOrganisationalUnits(client, TABLES.config_compliance, clock)
    assert read.of([ONE]) == {ONE: None}
    kept.keep(ONE, UNITS)
    clock.time += REMEMBERED - timedelta(seconds=1)
    assert read.of([ONE]) == {ONE: None}
    clock.time += timedelta(seconds=1)
    assert read.of([ONE]) == {ONE: UNITS}


def test_the_organisation_is_walked_from_its_root() -> None:
    with mocked_aws():
        client = boto3.client("organizations", region_name="us-east-1")
        client.create_organization(FeatureSet="ALL")
        [root] = client.list_roots()["Roots"]
        outer = unit(client, root["Id"], "Workloads")
        inner = unit(client, outer, "Production")
        accounts = [member(client, name) for name in ("at-root", "outer", "inner")]
        for account, parent in zip(accounts[1:], (outer, inner), strict=True):
            client.move_account(
                AccountId=account, SourceParentId=root["Id"], DestinationParentId=parent
            )
        found = dict(OrganizationsTree(client).accounts())
    assert found[accounts[0]] == ()
    assert found[accounts[1]] == (outer, "Workloads")
    assert found[accounts[2]] == (outer, "Workloads", inner, "Workloads/Production")


def unit(client: Any, parent: str, name: str) -> str:
    made = client.create_organizational_unit(ParentId=parent, Name=name)
    return str(made["OrganizationalUnit"]["Id"])


def member(client: Any, name: str) -> str:
    made = client.create_account(AccountName=name, Email=f"{name}@example.com")
    return str(made["CreateAccountStatus"]["AccountId"])


@pytest.mark.parametrize(
    ("code", "error", "said"),
    [
        ("AccessDeniedException", SourceRefusedError, "nor a delegated administrator"),
        ("AWSOrganizationsNotInUseException", SourceRefusedError, "is in no organisation"),
        ("TooManyRequestsException", SourceUnavailableError, "TooManyRequests"),
    ],
)
def test_what_organizations_refuses_is_said(code: str, error: type[Exception], said: str) -> None:
    client = boto3.client("organizations", region_name="us-east-1", config=ONCE)
    answer_all(client, {"__type": code, "message": "no"}, status=400)
    with pytest.raises(error, match=said):
        list(OrganizationsTree(client).accounts())


def test_an_organisation_without_a_root_or_out_of_reach_is_not_answered() -> None:
    client = boto3.client("organizations", region_name="us-east-1", config=ONCE)
    answer_all(client, {"Roots": []})
    with pytest.raises(SourceUnavailableError, match="no root"):
        list(OrganizationsTree(client).accounts())
    where = "http://127.0.0.1:9"
    away = boto3.client("organizations", region_name="us-east-1", endpoint_url=where, config=ONCE)
    with pytest.raises(SourceUnavailableError, match="Could not connect"):
        list(OrganizationsTree(away).accounts())


def answer_all(client: Any, body: dict[str, Any], status: int = 200) -> None:
    class Raw:
        def stream(self, **_how: object) -> Iterator[bytes]:
            yield json.dumps(body).encode()

    def answer(request: Any, **_event: object) -> Any:
        headers = HTTPHeaders.from_dict({"x-amzn-ErrorType": str(body.get("__type", ""))})
        return AWSResponse(request.url, status, headers, Raw())

    client.meta.events.register("before-send.organizations", answer)
