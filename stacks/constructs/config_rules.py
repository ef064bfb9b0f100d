"""Managed rules of AWS Config, as the catalogue describes them."""

from collections.abc import Iterable, Mapping

from aws_cdk import CfnResource
from aws_cdk import aws_config as config
from constructs import Construct

from shared.domain.catalogue import CATALOGUE, RuleInfo


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
            rule = self._rule(CATALOGUE[name], parameters.get(name, {}))
            for resource in needed:
                rule.add_resource_dependency(resource)

    def _rule(self, info: RuleInfo, given: Mapping[str, str]) -> config.CfnConfigRule:
        values = {name: text for name, text in {**info.parameters, **given}.items() if text}
        return config.CfnConfigRule(
            self,
            info.name,
            config_rule_name=info.name,
            description=info.title,
            input_parameters=values or None,
            source=config.CfnConfigRule.SourceProperty(
                owner="AWS", source_identifier=info.identifier
            ),
        )
