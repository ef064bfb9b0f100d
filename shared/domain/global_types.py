"""Resources that belong to an account as a whole: every region reports the same one."""

from typing import Final

# Route 53's zones, not its resolvers, which are of a region; WAF Classic's global half; accounts
# themselves, also where a rule looks at a setting of each region: one account is one resource.
GLOBAL_TYPES: Final = (
    "AWS::::Account",
    "AWS::CloudFront::*",
    "AWS::ECR::PublicRepository",
    "AWS::GlobalAccelerator::*",
    "AWS::IAM::*",
    "AWS::NetworkManager::*",
    "AWS::Route53::*",
    "AWS::Shield::Protection",
    "AWS::WAF::*",
)
_WHOLE = frozenset(kind for kind in GLOBAL_TYPES if not kind.endswith("*"))
_BEGINNINGS = tuple(kind[:-1] for kind in GLOBAL_TYPES if kind.endswith("*"))


def is_global(resource_type: str) -> bool:
    """Return whether a resource of the type is the same one in every region that reports it."""
    return resource_type in _WHOLE or resource_type.startswith(_BEGINNINGS)
