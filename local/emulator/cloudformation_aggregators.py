"""CloudFormation creates AWS::Config aggregators and authorisations to aggregate.

Stands for: `Ref` of an aggregator is its name, and a change of what it aggregates keeps its ARN;
`Ref` of an authorisation is its ARN.
"""

from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties
from local.emulator.config_aggregator import aggregators, authorisations
from local.emulator.config_aggregator.pages import RefusedError

NAME = "ConfigurationAggregatorName"


def install() -> None:
    """Register the resource types with the emulator's CloudFormation."""
    provisioners._RESOURCE_HANDLERS.update(
        {
            "AWS::Config::ConfigurationAggregator": {
                "create": create_aggregator,
                "update": lambda name, _old, new, stack: create_aggregator(name, new, stack, name),
                "delete": lambda name, _properties: aggregators.AGGREGATORS.pop(name, None),
            },
            "AWS::Config::AggregationAuthorization": {
                "create": create_authorisation,
                "delete": lambda _arn, properties: delete_authorisation(properties),
            },
        }
    )


def create_aggregator(
    logical_id: str, properties: Properties, stack: str, name: str | None = None
) -> Created:
    """Put the aggregator under its own name or a generated one; raises ValueError when refused."""
    name = properties.get(NAME) or name or f"{stack}-{logical_id}"
    try:
        made = aggregators.put_configuration_aggregator({**properties, NAME: name})
    except RefusedError as error:
        raise ValueError(f"{error.code}: {error}") from error
    arn = made["ConfigurationAggregator"]["ConfigurationAggregatorArn"]
    return name, {"ConfigurationAggregatorArn": arn}


def create_authorisation(_logical_id: str, properties: Properties, _stack: str) -> Created:
    """Let the account be aggregated by another one."""
    made = authorisations.put_aggregation_authorization(properties)
    arn = str(made["AggregationAuthorization"]["AggregationAuthorizationArn"])
    return arn, {"AggregationAuthorizationArn": arn}


def delete_authorisation(properties: Properties) -> None:
    """No longer let the account be aggregated."""
    authorisations.delete_aggregation_authorization(properties)
