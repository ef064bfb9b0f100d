"""Rules of an agent account, and for which accounts there is a stack."""

from aws_cdk.aws_config import ManagedRuleIdentifiers

from shared.domain.catalogue import CATALOGUE, DEFAULT_RULES
from tests.infrastructure.documented_rules import managed_rules
from tests.infrastructure.synthesis import AGENTS, REGION, Template


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
    agents = organisation.keys() - {"ConfigMonitoringMaster", "ConfigMonitoringRollout"}
    assert agents == {"ConfigMonitoringAgent-eu-central-1", "ConfigMonitoringAgent-us-east-1"}
    template = organisation["ConfigMonitoringAgent-us-east-1"]
    role = template.named("AWS::IAM::Role", "EventForwarding")
    assert role["RoleName"] == "config-monitoring-forward-us-east-1"
    assert "Parameters" not in template.body, "it deploys where nothing was bootstrapped"


def test_an_agent_holds_no_function_and_no_key(agent: Template) -> None:
    kinds = {resource["Type"].split("::")[1] for resource in agent.body["Resources"].values()}
    assert kinds == {"Config", "Events", "IAM", "SQS"}


def test_by_default_the_default_set_of_the_catalogue_is_deployed(
    agent_by_default: Template,
) -> None:
    assert tuple(rules(agent_by_default)) == DEFAULT_RULES
    for name, rule in rules(agent_by_default).items():
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
