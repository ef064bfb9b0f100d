"""Parameters without which AWS Config refuses a rule, and for which nobody else can choose.

Source: the pages of the managed rules in AWS Config's developer guide, which call all others
optional or give them a default.
"""

from collections.abc import Mapping
from typing import Final

NEEDED_PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "alb-desync-mode-check": ("desyncMode",),
    "api-gw-endpoint-type-check": ("endpointConfigurationTypes",),
    "approved-amis-by-id": ("amiIds",),
    "appsync-authorization-check": ("AllowedAuthorizationTypes",),
    "clb-desync-mode-check": ("desyncMode",),
    "cloudformation-stack-drift-detection-check": ("cloudformationRoleArn",),
    "desired-instance-type": ("instanceType",),
    "ecs-no-environment-secrets": ("secretKeys",),
    "eks-cluster-supported-version": ("oldestVersionSupported",),
    "elb-predefined-security-policy-ssl-check": ("predefinedPolicyName",),
    "elbv2-predefined-security-policy-ssl-check": ("sslPolicies",),
    "iam-customer-policy-blocked-kms-actions": ("blockedActionsPatterns",),
    "iam-inline-policy-blocked-kms-actions": ("blockedActionsPatterns",),
    "iam-oidc-provider-client-id-list-check": ("allowedClientIds",),
    "iam-policy-in-use": ("policyARN",),
    "iam-role-managed-policy-check": ("managedPolicyArns",),
    "lambda-function-settings-check": ("runtime",),
    "netfw-policy-default-action-full-packets": ("statelessDefaultActions",),
    "s3-bucket-blacklisted-actions-prohibited": ("blacklistedActionPattern",),
    "s3-bucket-policy-not-more-permissive": ("controlPolicy",),
    "service-vpc-endpoint-enabled": ("serviceName",),
}
