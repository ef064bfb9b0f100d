"""Leave to ask AWS Organizations which accounts are in which organisational unit."""

from aws_cdk import Stack, Token
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.runtime import allow

_BELOW = ("ListAccountsForParent", "ListOrganizationalUnitsForParent")


def grant_read_organisation(
    scope: Construct, function: lambda_.Function, organisation_id: str
) -> None:
    """Let the function, which is made in `scope`, walk through the units of one organisation.

    AWS answers the management account and delegated administrators alone, whatever a role may do.
    """
    partition = Stack.of(scope).partition
    below = [f"organizations::*:{kind}/{organisation_id}/*" for kind in ("root", "ou")]
    allow(function, actions=["organizations:ListRoots"], resources=["*"])
    allow(
        function,
        actions=[f"organizations:{name}" for name in _BELOW],
        resources=[f"arn:{partition}:{resource}" for resource in below],
    )
    shown = "<AWS::Partition>" if Token.is_unresolved(partition) else partition
    acknowledge(scope, "IAM5[Resource::*]", "organizations:ListRoots knows no resource")
    for resource in below:
        reason = "the units of this organisation, whatever its management account"
        acknowledge(scope, f"IAM5[Resource::arn:{shown}:{resource}]", reason)
