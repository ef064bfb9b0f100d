"""Rules and recorder of an agent account, and for which accounts there is a stack."""

import gzip
import json
from importlib.resources import files
from typing import Any

from aws_cdk.aws_config import ManagedRuleIdentifiers

from shared.domain.catalogue import CATALOGUE, DEFAULT_RULES
from tests.infrastructure.synthesis import AGENTS, REGION, Template, logical_ids


def rules(template: Template) -> dict[str, dict[str, object]]:
    found = [item["Properties"] for item in template.all("AWS::Config::ConfigRule").values()]
    return {str(rule["ConfigRuleName"]): rule for rule in found}


def test_listed_accounts_get_a_stack_in_each_region(templates: dict[str, Template]) -> None:
    assert templates.keys() == {
        "ConfigMonitoringMaster",
        *(f"ConfigMonitoringAgent-{account}-{REGION}" for account in AGENTS),
    }


def test_an_organisation_gets_one_template_for_each_region_that_names_no_account(
    organisation: dict[str, Template],
) -> None:
    agents = organisation.keys() - {"ConfigMonitoringMaster"}
    assert agents == {"ConfigMonitoringAgent-eu-central-1", "ConfigMonitoringAgent-us-east-1"}
    template = organisation["ConfigMonitoringAgent-us-east-1"]
    role = template.named("AWS::IAM::Role", "EventForwarding")
    assert role["RoleName"] == "config-monitoring-forward-us-east-1"
    assert "Parameters" not in template.body, "it deploys where nothing was bootstrapped"


def test_an_agent_holds_no_function_and_no_key(agent: Template) -> None:
    kinds = {resource["Type"].split("::")[1] for resource in agent.body["Resources"].values()}
    assert kinds == {"Config", "Events", "IAM", "SQS", "CloudWatch"}


def test_by_default_the_default_set_of_the_catalogue_is_deployed(agent: Template) -> None:
    assert tuple(rules(agent)) == DEFAULT_RULES
    for name, rule in rules(agent).items():
        source = {"Owner": "AWS", "SourceIdentifier": CATALOGUE[name].identifier}
        assert rule["Source"] == source
        assert rule["Description"] == CATALOGUE[name].title


def test_only_the_chosen_rules_are_deployed_with_their_parameters(
    organisation: dict[str, Template],
) -> None:
    found = rules(organisation[f"ConfigMonitoringAgent-{REGION}"])
    ports = {"blockedPort1": "20", "blockedPort2": "21", "blockedPort3": "3389"}
    assert found.keys() == {"restricted-common-ports", "access-keys-rotated", "restricted-ssh"}
    assert found["access-keys-rotated"]["InputParameters"] == {"maxAccessKeyAge": "30"}
    assert found["restricted-common-ports"]["InputParameters"] == {
        **ports,
        "blockedPort4": "3306",
        "blockedPort5": "4333",
    }
    assert "InputParameters" not in found["restricted-ssh"]


def test_every_identifier_of_the_catalogue_is_one_of_aws() -> None:
    constants = filter(str.isupper, dir(ManagedRuleIdentifiers))
    known = {getattr(ManagedRuleIdentifiers, name) for name in constants}
    documented = managed_rules()
    assert {info.identifier for info in CATALOGUE.values()} <= known | documented.keys()
    for info in CATALOGUE.values():
        parameters = documented[info.identifier]["Parameters"]
        assert info.parameters.keys() <= {each["Name"] for each in parameters}, info.name


def managed_rules() -> dict[str, Any]:
    """Return what moto has read from the developer guide's pages of managed rules."""
    listed = files("moto.config") / "resources" / "aws_managed_rules.json.gz"
    return dict(json.loads(gzip.decompress(listed.read_bytes()))["ManagedRules"])


def test_a_recorder_is_set_up_only_where_the_stack_manages_it(
    agent: Template, organisation: dict[str, Template]
) -> None:
    assert not agent.all("AWS::Config::ConfigurationRecorder")
    managed = organisation[f"ConfigMonitoringAgent-{REGION}"]
    assert len(managed.all("AWS::Config::ConfigurationRecorder")) == 1


def test_rules_wait_for_recorder_and_channel_which_do_not_wait_for_each_other(
    organisation: dict[str, Template],
) -> None:
    template = organisation[f"ConfigMonitoringAgent-{REGION}"]
    (recorder,) = template.all("AWS::Config::ConfigurationRecorder")
    (channel,) = template.all("AWS::Config::DeliveryChannel")
    for rule in template.all("AWS::Config::ConfigRule").values():
        assert set(rule["DependsOn"]) == {recorder, channel}
    delivery = template.all("AWS::Config::DeliveryChannel")[channel]
    assert recorder not in delivery["DependsOn"]
    assert any("BucketPolicy" in name for name in delivery["DependsOn"])


def test_global_resources_are_recorded_in_one_region(organisation: dict[str, Template]) -> None:
    recorded = [
        organisation[f"ConfigMonitoringAgent-{region}"].named(
            "AWS::Config::ConfigurationRecorder", "ConfigRecorder"
        )["RecordingGroup"]["IncludeGlobalResourceTypes"]
        for region in (REGION, "us-east-1")
    ]
    assert recorded == [True, False]


def test_the_bucket_of_config_is_private_encrypted_and_kept(
    organisation: dict[str, Template],
) -> None:
    template = organisation[f"ConfigMonitoringAgent-{REGION}"]
    ((name, bucket),) = template.all("AWS::S3::Bucket").items()
    assert bucket["DeletionPolicy"] == "Retain"
    assert "BucketName" not in bucket["Properties"], "bucket names are global"
    assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    (policy,) = template.all("AWS::S3::BucketPolicy").values()
    (deny,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert (deny["Effect"], logical_ids(deny["Resource"])) == ("Deny", {name})
