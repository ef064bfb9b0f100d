"""Rules on accounts as a whole and on who may do what in them."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="account-part-of-organizations",
        identifier="ACCOUNT_PART_OF_ORGANIZATIONS",
        title="The account is a member of an organisation",
        severity=Severity.HIGH,
        remediation=(
            "Invite the account into the organisation from the management account, or accept the"
            " invitation that waits in it. Move it to the organisational unit whose policies it"
            " needs."
        ),
        resource_types=("AWS::::Account",),
        parameters={"MasterAccountId": ""},
        frameworks=("NIST 800-53 r5: CM-2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="security-account-information-provided",
        identifier="SECURITY_ACCOUNT_INFORMATION_PROVIDED",
        title="The account names a contact for security matters",
        severity=Severity.MEDIUM,
        remediation=(
            "Open Account in the console (or the organisation's account settings) and fill in the"
            " alternate contact for security, with an address that a team reads."
        ),
        resource_types=("AWS::::Account",),
        frameworks=("AWS FSBP: Account.1", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-external-access-analyzer-enabled",
        identifier="IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",
        title="IAM Access Analyzer looks for access from outside",
        severity=Severity.MEDIUM,
        remediation=(
            "Open IAM, Access Analyzer, and create an analyser for external access in this region,"
            " with the organisation as its zone of trust."
        ),
        resource_types=("AWS::::Account",),
        frameworks=("CIS AWS Foundations 3.0: 1.20",),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-policy-no-statements-with-full-access",
        identifier="IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",
        title="Policies do not allow all actions of a service",
        severity=Severity.LOW,
        remediation=(
            "Replace `service:*` by the actions that are used; the last accessed information of"
            " IAM lists them."
        ),
        resource_types=("AWS::IAM::Policy",),
        parameters={"excludePermissionBoundaryPolicy": ""},
        frameworks=(
            "AWS FSBP: IAM.21",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-group-has-users-check",
        identifier="IAM_GROUP_HAS_USERS_CHECK",
        title="IAM groups have users",
        severity=Severity.LOW,
        remediation="Delete the group if nobody needs it, or add the users that it was made for.",
        resource_types=("AWS::IAM::Group",),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-user-group-membership-check",
        identifier="IAM_USER_GROUP_MEMBERSHIP_CHECK",
        title="IAM users get their rights through groups",
        severity=Severity.LOW,
        remediation=(
            "Add the user to a group that has the policies, then detach what is attached to the"
            " user alone."
        ),
        resource_types=("AWS::IAM::User",),
        parameters={"groupNames": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-policy-in-use",
        identifier="IAM_POLICY_IN_USE",
        title="The named policy is in use",
        severity=Severity.LOW,
        remediation=(
            "Attach the policy to the role or group that is meant to have it, or take it out of"
            " the rule's parameters."
        ),
        resource_types=("AWS::::Account",),
        parameters={"policyARN": "", "policyUsageType": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-policy-blacklisted-check",
        identifier="IAM_POLICY_BLACKLISTED_CHECK",
        title="Nobody has a policy that must not be used",
        severity=Severity.HIGH,
        remediation=(
            "Detach the policy from the user, group or role and attach one that allows only what"
            " is needed."
        ),
        resource_types=("AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role"),
        parameters={
            "policyArns": "arn:aws:iam::aws:policy/AdministratorAccess",
            "exceptionList": "",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-role-managed-policy-check",
        identifier="IAM_ROLE_MANAGED_POLICY_CHECK",
        title="Roles have the managed policies that they must have",
        severity=Severity.MEDIUM,
        remediation=(
            "Attach the policies that the rule's parameters list to the role, or delete the role"
            " if nobody uses it."
        ),
        resource_types=("AWS::IAM::Role",),
        parameters={"managedPolicyArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-customer-policy-blocked-kms-actions",
        identifier="IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS",
        title="Customer managed policies do not allow decryption with every key",
        severity=Severity.MEDIUM,
        remediation="Name the keys that may be used in the statement's Resource instead of `*`.",
        resource_types=("AWS::IAM::Policy",),
        parameters={"blockedActionsPatterns": "", "excludePermissionBoundaryPolicy": ""},
        frameworks=(
            "AWS FSBP: KMS.1",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-inline-policy-blocked-kms-actions",
        identifier="IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS",
        title="Inline policies do not allow decryption with every key",
        severity=Severity.MEDIUM,
        remediation=(
            "Name the keys that may be used in the statement's Resource instead of `*`, or move"
            " the statement to a managed policy that does."
        ),
        resource_types=("AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User"),
        parameters={"blockedActionsPatterns": "", "excludeRoleByManagementAccount": ""},
        frameworks=(
            "AWS FSBP: KMS.2",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-server-certificate-expiration-check",
        identifier="IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK",
        title="Server certificates kept in IAM have not expired",
        severity=Severity.MEDIUM,
        remediation=(
            "Move the certificate to ACM, point its users at the new one, and delete it from IAM"
            " with `aws iam delete-server-certificate`."
        ),
        resource_types=("AWS::IAM::ServerCertificate",),
        frameworks=("CIS AWS Foundations 3.0: 1.19",),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-oidc-provider-client-id-list-check",
        identifier="IAM_OIDC_PROVIDER_CLIENT_ID_LIST_CHECK",
        title="Identity providers accept only one or two audiences",
        severity=Severity.MEDIUM,
        remediation=(
            "Open the OIDC provider in IAM and remove the audiences that no workload uses."
        ),
        resource_types=("AWS::IAM::OIDCProvider",),
        parameters={"allowedClientIds": ""},
        in_default_set=False,
    ),
)
