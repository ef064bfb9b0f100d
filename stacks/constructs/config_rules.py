"""Managed rules of AWS Config, as the catalogue describes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aws_cdk import CfnResource
from aws_cdk import aws_config as config
from constructs import Construct

from shared.domain.catalogue import CATALOGUE, RuleInfo


@dataclass(frozen=True, kw_only=True)
class RuleProperties:
    """What AWS Config is told of a rule, whether it stands alone or in a pack."""

    name: str
    description: str
    identifier: str
    parameters: Mapping[str, str]


def rule_properties(info: RuleInfo, given: Mapping[str, str]) -> RuleProperties:
    """Return the rule with the parameters of its entry, replaced by those that are given.

    Defaults are sent too: AWS Config fills them in for its console only.
    """
    values = {name: text for name, text in {**info.parameters, **given}.items() if text}
    return RuleProperties(
        name=info.name, description=info.title, identifier=info.identifier, parameters=values
    )


class ConfigRules(Construct):
    """One rule for each name, called by that name: it is what people see in an alert.

    `after` lists what has to be there before: AWS refuses rules where nothing records.
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
        needed = list(after)
        for name in rules:
            rule = self._rule(rule_properties(CATALOGUE[name], parameters.get(name, {})))
            for resource in needed:
                rule.add_resource_dependency(resource)

    def _rule(self, said: RuleProperties) -> config.CfnConfigRule:
        return config.CfnConfigRule(
            self,
            said.name,
            config_rule_name=said.name,
            description=said.description,
            input_parameters=said.parameters or None,
            source=config.CfnConfigRule.SourceProperty(
                owner="AWS", source_identifier=said.identifier
            ),
        )
