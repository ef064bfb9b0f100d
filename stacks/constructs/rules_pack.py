"""The rules as one conformance pack: its score and its page in the console are of all of them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from aws_cdk import CfnResource, Stack
from aws_cdk import aws_config as config
from constructs import Construct

from shared.domain.catalogue import CATALOGUE
from stacks.constructs.config_rules import rule_properties
from stacks.settings_error import SettingsError

PACK_NAME: Final = "config-monitoring"
# AWS Config API reference, PutConformancePack: what its TemplateBody may hold.
LONGEST_BODY: Final = 51_200  # bytes


class RulesPack(Construct):
    """One pack for all rules, whose names get `-conformance-pack-` and 9 characters behind them.

    `after` lists what has to be there before: AWS refuses packs where nothing records.

    Raises:
        SettingsError: the rules do not fit into a pack.

    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        rules: Iterable[str],
        parameters: Mapping[str, Mapping[str, str]],
        after: Iterable[CfnResource],
    ) -> None:
        super().__init__(scope, construct_id)
        resources = {_logical_id(name): _rule(name, parameters.get(name, {})) for name in rules}
        if not resources:
            return  # a pack without a rule is refused
        pack = config.CfnConformancePack(
            self,
            "Pack",
            conformance_pack_name=PACK_NAME,
            template_body=self._body({"Resources": resources}),
        )
        for resource in after:
            pack.add_resource_dependency(resource)

    def _body(self, template: Mapping[str, Any]) -> str:
        stack = Stack.of(self)
        body = str(stack.resolve(stack.to_yaml_string(template)))
        size = len(body.encode())
        if size > LONGEST_BODY:
            raise SettingsError(
                f"rules, rule_parameters: as a conformance pack they are {size} bytes, and AWS"
                f' Config takes {LONGEST_BODY}; deploy fewer of them, or choose rules_as = "rules"'
            )
        return body


def _rule(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    said = rule_properties(CATALOGUE[name], given)
    properties = {
        "ConfigRuleName": said.name,
        "Description": said.description,
        **({"InputParameters": said.parameters} if said.parameters else {}),
        "Source": {"Owner": "AWS", "SourceIdentifier": said.identifier},
    }
    return {"Type": "AWS::Config::ConfigRule", "Properties": properties}


def _logical_id(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))
