"""Rules on people and programs: root, users, keys, passwords and policies."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="root-account-mfa-enabled",
        identifier="ROOT_ACCOUNT_MFA_ENABLED",
        title="The root user signs in with a second factor",
        severity=Severity.CRITICAL,
        remediation=(
            "Sign in as root, open Security credentials and assign an MFA device. In an"
            " organisation, consider removing the root credentials of member accounts"
            " altogether."
        ),
        resource_types=("AWS::::Account",),
        frameworks=(
            "CIS AWS Foundations 3.0: 1.5",
            "PCI DSS 3.2.1: 8.3.1",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: IA-2",
        ),
    ),
    RuleInfo(
        name="root-account-hardware-mfa-enabled",
        identifier="ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",
        title="The second factor of the root user is a hardware device",
        severity=Severity.HIGH,
        remediation=(
            "Sign in as root, open Security credentials, replace the virtual MFA device by a"
            " hardware key and keep it in a safe place."
        ),
        resource_types=("AWS::::Account",),
        frameworks=(
            "CIS AWS Foundations 3.0: 1.6",
            "AWS FSBP: IAM.6",
            "PCI DSS 3.2.1: 8.3.1",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: IA-2",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="iam-root-access-key-check",
        identifier="IAM_ROOT_ACCESS_KEY_CHECK",
        title="The root user has no access keys",
        severity=Severity.CRITICAL,
        remediation=(
            "Find out who uses the key and give that program a role of its own. Then sign in as"
            " root, open Security credentials, deactivate the key and delete it."
        ),
        resource_types=("AWS::::Account",),
        frameworks=(
            "CIS AWS Foundations 3.0: 1.4",
            "AWS FSBP: IAM.4",
            "PCI DSS 3.2.1: 2.1",
            "PCI DSS 3.2.1: 2.2",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-6",
        ),
    ),
    RuleInfo(
        name="iam-user-mfa-enabled",
        identifier="IAM_USER_MFA_ENABLED",
        title="IAM users have a second factor",
        severity=Severity.HIGH,
        remediation=(
            "Let the user assign an MFA device under Security credentials. Better still,"
            " replace the user by access through IAM Identity Center."
        ),
        resource_types=("AWS::IAM::User",),
        frameworks=("PCI DSS 3.2.1: 8.3.1", "NIST 800-53 r5: AC-2", "NIST 800-53 r5: IA-2"),
        group="iam-user-mfa-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="mfa-enabled-for-iam-console-access",
        identifier="MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
        title="IAM users with a console password have a second factor",
        severity=Severity.HIGH,
        remediation=(
            "Let the user assign an MFA device, or delete the console password if the user is a"
            " program."
        ),
        resource_types=("AWS::IAM::User",),
        frameworks=(
            "CIS AWS Foundations 3.0: 1.10",
            "AWS FSBP: IAM.5",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: IA-2",
        ),
        group="iam-user-mfa-enabled",
    ),
    RuleInfo(
        name="access-keys-rotated",
        identifier="ACCESS_KEYS_ROTATED",
        title="Access keys are not older than allowed",
        severity=Severity.MEDIUM,
        remediation=(
            "Create a second access key, move the program that uses the old one to it,"
            " deactivate the old key, and delete it when nothing fails. A role needs no key at"
            " all."
        ),
        resource_types=("AWS::IAM::User",),
        parameters={"maxAccessKeyAge": "90"},
        frameworks=(
            "CIS AWS Foundations 3.0: 1.14",
            "AWS FSBP: IAM.3",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
        ),
    ),
    RuleInfo(
        name="iam-user-unused-credentials-check",
        identifier="IAM_USER_UNUSED_CREDENTIALS_CHECK",
        title="Passwords and access keys that nobody uses are disabled",
        severity=Severity.MEDIUM,
        remediation=(
            "Ask the owner whether the credentials are still needed. If not, deactivate the"
            " access key or delete the console password, and later the user."
        ),
        resource_types=("AWS::IAM::User",),
        parameters={"maxCredentialUsageAge": "90"},
        frameworks=(
            "CIS AWS Foundations 3.0: 1.12",
            "AWS FSBP: IAM.8",
            "PCI DSS 3.2.1: 8.1.4",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-6",
        ),
    ),
    RuleInfo(
        name="iam-password-policy",
        identifier="IAM_PASSWORD_POLICY",
        title="The password policy of the account is strong enough",
        severity=Severity.MEDIUM,
        remediation=(
            "Open IAM, Account settings, and set a password policy with at least the length,"
            " the character types and the reuse limit that the rule's parameters ask for."
        ),
        resource_types=("AWS::::Account",),
        parameters={
            "RequireUppercaseCharacters": "true",
            "RequireLowercaseCharacters": "true",
            "RequireSymbols": "true",
            "RequireNumbers": "true",
            "MinimumPasswordLength": "14",
            "PasswordReusePrevention": "24",
            "MaxPasswordAge": "90",
        },
        frameworks=(
            "CIS AWS Foundations 3.0: 1.8",
            "CIS AWS Foundations 3.0: 1.9",
            "AWS FSBP: IAM.7",
            "PCI DSS 3.2.1: 8.1.4",
            "PCI DSS 3.2.1: 8.2.3",
            "PCI DSS 3.2.1: 8.2.4",
            "PCI DSS 3.2.1: 8.2.5",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: IA-5",
        ),
    ),
    RuleInfo(
        name="iam-policy-no-statements-with-admin-access",
        identifier="IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
        title="Policies do not allow every action on every resource",
        severity=Severity.HIGH,
        remediation=(
            "Replace the statement that allows every action on every resource by the actions"
            " and resources that are needed; IAM Access Analyzer can generate them from"
            " CloudTrail."
        ),
        resource_types=("AWS::IAM::Policy",),
        parameters={"excludePermissionBoundaryPolicy": ""},
        frameworks=(
            "AWS FSBP: IAM.1",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
    ),
    RuleInfo(
        name="iam-user-no-policies-check",
        identifier="IAM_USER_NO_POLICIES_CHECK",
        title="Policies are attached to groups or roles, not to users",
        severity=Severity.LOW,
        remediation=(
            "Attach the policy to a group that the user is in, or to a role that the user"
            " assumes, and detach it from the user."
        ),
        resource_types=("AWS::IAM::User",),
        frameworks=(
            "CIS AWS Foundations 3.0: 1.15",
            "AWS FSBP: IAM.2",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-6",
        ),
    ),
    RuleInfo(
        name="iam-no-inline-policy-check",
        identifier="IAM_NO_INLINE_POLICY_CHECK",
        title="Users, groups and roles have no inline policies",
        severity=Severity.LOW,
        remediation=(
            "Turn the inline policy into a managed policy, attach that, and delete the inline one."
        ),
        resource_types=("AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role"),
        in_default_set=False,
    ),
)
