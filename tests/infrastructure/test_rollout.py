"""An organisation's accounts get their agents by a StackSet."""

import json
from pathlib import Path
from typing import Any

import pytest

from stacks.application import agent_templates
from stacks.rollout_stack import MOST_BYTES, inline
from stacks.settings_error import SettingsError
from tests.infrastructure.deployed_template import deployed
from tests.infrastructure.synthesis import (
    MASTER,
    REGION,
    Template,
    manifest,
    protected,
    settings,
)

type Json = dict[str, Any]

REGIONS = (REGION, "us-east-1")


def test_the_agents_of_a_whole_organisation_are_not_deleted_by_accident(
    organisation: dict[str, Template], assembly: Path
) -> None:
    refusing = {name for name, refuses in protected(assembly).items() if refuses}
    assert refusing == {"ConfigMonitoringMaster", "ConfigMonitoringRollout"} < organisation.keys()


@pytest.fixture(scope="module")
def stack_set(organisation: dict[str, Template]) -> Json:
    return organisation["ConfigMonitoringRollout"].named("AWS::CloudFormation::StackSet", "Agents")


@pytest.fixture(scope="module")
def body(stack_set: Json) -> Json:
    return dict(json.loads(stack_set["TemplateBody"]))


def test_new_accounts_of_the_units_get_their_agent_by_themselves(stack_set: Json) -> None:
    assert (stack_set["PermissionModel"], stack_set["CallAs"]) == (
        "SERVICE_MANAGED",
        "DELEGATED_ADMIN",
    )
    assert stack_set["AutoDeployment"] == {"Enabled": True, "RetainStacksOnAccountRemoval": False}
    assert stack_set["ManagedExecution"] == {"Active": True}
    assert stack_set["Capabilities"] == ["CAPABILITY_NAMED_IAM"]
    (where,) = stack_set["StackInstancesGroup"]
    units = ["ou-ab12-cdefgh34", "ou-ab12-zyxwvu98"]
    assert where["DeploymentTargets"] == {"OrganizationalUnitIds": units}
    assert where["Regions"] == list(REGIONS)


def test_an_operation_ends_where_more_accounts_fail_than_are_tolerated(stack_set: Json) -> None:
    assert stack_set["OperationPreferences"] == {
        "FailureTolerancePercentage": 5,
        "MaxConcurrentPercentage": 20,
        "ConcurrencyMode": "STRICT_FAILURE_TOLERANCE",
        "RegionConcurrencyType": "SEQUENTIAL",
        "RegionOrder": list(REGIONS),
    }


def test_its_template_is_in_each_region_what_a_deployment_of_the_agent_alone_would_be(
    organisation: dict[str, Template], body: Json
) -> None:
    for region in REGIONS:
        alone = organisation[f"ConfigMonitoringAgent-{region}"].body
        assert deployed(body, region) == alone


def test_its_template_needs_no_asset_no_parameter_and_fits_into_a_request(
    stack_set: Json, body: Json
) -> None:
    assert body.keys() == {"Description", "Conditions", "Resources", "Outputs"}
    text = stack_set["TemplateBody"]
    assert len(text.encode()) <= MOST_BYTES
    for asset in ("cdk-hnb659fds", "Fn::ImportValue", "TemplateURL", "S3Key"):
        assert asset not in text


def test_its_template_names_no_account_but_the_master_s(body: Json) -> None:
    text = json.dumps(body["Resources"])
    bus = f"arn:aws:events:{REGION}:{MASTER}:event-bus/config-monitoring"
    assert bus in text
    assert MASTER not in text.replace(bus, "")
    role = next(r for r in body["Resources"].values() if "RoleName" in r.get("Properties", {}))
    assert role["Properties"]["RoleName"] == {"Fn::Sub": "config-monitoring-forward-${AWS::Region}"}


def test_the_rollout_comes_after_the_master(assembly: Path) -> None:
    needs = manifest(assembly)["artifacts"]["ConfigMonitoringRollout"]["dependencies"]
    assert "ConfigMonitoringMaster" in needs


def test_the_rollout_says_which_version_it_is_of(organisation: dict[str, Template]) -> None:
    outputs = {
        name: stack.body["Outputs"]["Version"]["Value"] for name, stack in organisation.items()
    }
    assert outputs.keys() >= {"ConfigMonitoringRollout", "ConfigMonitoringMaster"}
    assert len(set(outputs.values())) == 1


def test_without_a_rollout_there_is_no_stack_set(all_parts: dict[str, Template]) -> None:
    assert "ConfigMonitoringRollout" not in all_parts


def test_the_agents_of_an_organisation_need_no_bootstrap() -> None:
    chosen = settings(organisation_id="o-a1b2c3d4e5", agent_accounts=())
    (template,) = agent_templates(chosen).values()
    assert template.keys() == {"Description", "Resources", "Outputs"}


def test_a_template_that_is_too_large_is_refused_with_what_to_do() -> None:
    assert inline({"Resources": {}}) == '{"Resources":{}}'
    with pytest.raises(SettingsError, match=r"51,2.* choose fewer rules") as refused:
        inline({"Resources": "x" * MOST_BYTES})
    assert "rollout: the template of the agents has 51,2" in str(refused.value)
