"""What was stored in the master account survives its stack; a watched account is left tidy."""

from typing import Any

import pytest

from stacks.retention import STORES
from tests.e2e.leaving import IDENTIFIERS
from tests.infrastructure.synthesis import Template

# Beside tables, queues, bus, archive, bucket and secrets there is nothing that stores.
STORED = 13


KEPT = ("Retain", "RetainExceptOnCreate")
# What stays even when the deployment that made it is rolled back, and stacks/retention.py says why.
KEPT_FROM_THE_START = {"AWS::DynamoDB::Table", "AWS::KMS::Key"}


def is_kept(resource: dict[str, Any]) -> bool:
    """Whether it stays when its stack goes, and when another one takes its place."""
    kept = resource.get("DeletionPolicy") in KEPT
    return kept and resource.get("UpdateReplacePolicy") == "Retain"


@pytest.mark.parametrize("deployment", ["templates", "organisation"])
def test_all_that_stores_something_survives_the_master_and_nothing_else_does(
    deployment: str, request: pytest.FixtureRequest
) -> None:
    master: Template = request.getfixturevalue(deployment)["ConfigMonitoringMaster"]
    resources = master.body["Resources"]
    stores = {name for name, each in resources.items() if each["Type"] in STORES}
    assert len(stores) >= STORED
    assert {name for name, each in resources.items() if is_kept(each)} == stores


def test_a_first_deployment_that_fails_leaves_nothing_that_is_in_the_way_of_the_next(
    keyed: dict[str, Template],
) -> None:
    """What has a name would be there already; of what refuses to go the rollback would fail."""
    resources = keyed["ConfigMonitoringMaster"].body["Resources"].values()
    stores = [each for each in resources if each["Type"] in STORES]
    left = [each for each in stores if each["DeletionPolicy"] == "Retain"]
    assert {each["Type"] for each in left} == KEPT_FROM_THE_START
    assert not any(name.endswith("Name") for each in left for name in each["Properties"])
    protected = [e for e in stores if e["Properties"].get("DeletionProtectionEnabled")]
    assert {each["Type"] for each in protected} <= KEPT_FROM_THE_START


def test_tables_refuse_to_be_deleted_and_can_go_back_in_time(master: Template) -> None:
    for table in master.all("AWS::DynamoDB::Table").values():
        properties = table["Properties"]
        assert properties["DeletionProtectionEnabled"] is True
        assert properties["PointInTimeRecoverySpecification"] == {
            "PointInTimeRecoveryEnabled": True
        }


def test_what_has_a_name_of_its_own_can_be_taken_over_by_that_name(master: Template) -> None:
    """CloudFormation imports by itself what has a name in the template, if it is to be kept."""
    names = {
        "AWS::Events::EventBus": "config-monitoring",
        "AWS::SecretsManager::Secret": "config-monitoring/slack",
    }
    for kind, name in names.items():
        [named] = [e for e in master.all(kind).values() if e["Properties"].get("Name") == name]
        assert is_kept(named)


def test_all_that_is_kept_can_be_taken_into_a_new_stack() -> None:
    assert IDENTIFIERS.keys() == STORES.keys()


def test_an_agent_leaves_its_bucket_of_records_alone(organisation: dict[str, Template]) -> None:
    """Even in a rollback: AWS Config writes a file into it at once, and then it cannot go."""
    [agent, *_] = [each for name, each in organisation.items() if "Agent" in name]
    kept = [each for each in agent.body["Resources"].values() if is_kept(each)]
    assert {each["Type"] for each in kept} == {"AWS::S3::Bucket", "AWS::S3::BucketPolicy"}
    assert {each["DeletionPolicy"] for each in kept} == {"Retain"}
