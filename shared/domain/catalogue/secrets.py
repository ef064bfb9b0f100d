"""Rules on secrets and certificates, and on users of applications and notebooks."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="kms-key-policy-no-public-access",
        identifier="KMS_KEY_POLICY_NO_PUBLIC_ACCESS",
        title="Key policies do not let everybody in",
        severity=Severity.CRITICAL,
        remediation=(
            "Name the principals in the key policy instead of `*`, or add a condition on the"
            " account."
        ),
        resource_types=("AWS::KMS::Key",),
        frameworks=("AWS FSBP: KMS.5",),
        in_default_set=False,
    ),
    RuleInfo(
        name="secretsmanager-scheduled-rotation-success-check",
        identifier="SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK",
        title="Secrets are rotated as scheduled",
        severity=Severity.MEDIUM,
        remediation=(
            "Read the log of the rotation function, mend what failed, and rotate the secret at"
            " once."
        ),
        resource_types=("AWS::SecretsManager::Secret",),
        frameworks=("AWS FSBP: SecretsManager.2", "NIST 800-53 r5: AC-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="secretsmanager-secret-unused",
        identifier="SECRETSMANAGER_SECRET_UNUSED",
        title="Secrets are in use",
        severity=Severity.LOW,
        remediation="Ask the owner whether the secret is needed; if not, schedule its deletion.",
        resource_types=("AWS::SecretsManager::Secret",),
        parameters={"unusedForDays": ""},
        frameworks=("AWS FSBP: SecretsManager.3", "NIST 800-53 r5: AC-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="secretsmanager-secret-periodic-rotation",
        identifier="SECRETSMANAGER_SECRET_PERIODIC_ROTATION",
        title="Secrets are not older than allowed",
        severity=Severity.MEDIUM,
        remediation="Rotate the secret and give it a rotation schedule.",
        resource_types=("AWS::SecretsManager::Secret",),
        parameters={"maxDaysSinceRotation": ""},
        frameworks=("AWS FSBP: SecretsManager.4", "NIST 800-53 r5: AC-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="secretsmanager-using-cmk",
        identifier="SECRETSMANAGER_USING_CMK",
        title="Secrets are encrypted with a customer managed key",
        severity=Severity.LOW,
        remediation=(
            "Edit the secret's encryption key, and let those who read the secret use the new key."
        ),
        resource_types=("AWS::SecretsManager::Secret",),
        parameters={"kmsKeyArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="acm-certificate-rsa-check",
        identifier="ACM_CERTIFICATE_RSA_CHECK",
        title="RSA certificates have keys of 2,048 bits or more",
        severity=Severity.MEDIUM,
        remediation=(
            "Import or request a certificate with a longer key, use it, and delete the old one."
        ),
        resource_types=("AWS::ACM::Certificate",),
        frameworks=("AWS FSBP: ACM.2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="acm-pca-root-ca-disabled",
        identifier="ACM_PCA_ROOT_CA_DISABLED",
        title="Root certificate authorities are not active",
        severity=Severity.LOW,
        remediation="Issue from a subordinate authority and set the root to disabled.",
        resource_types=("AWS::ACMPCA::CertificateAuthority",),
        parameters={"exemptedCAArns": ""},
        frameworks=("AWS FSBP: PCA.1",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cognito-user-pool-password-policy-check",
        identifier="COGNITO_USER_POOL_PASSWORD_POLICY_CHECK",
        title="User pools ask for strong passwords",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the password policy of the user pool to what the rule's parameters ask for."
        ),
        resource_types=("AWS::Cognito::UserPool",),
        parameters={
            "requireSymbols": "True",
            "temporaryPasswordValidity": "7",
            "minLength": "8",
            "requireNumbers": "True",
            "requireUppercase": "True",
            "requireLowercase": "True",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="cognito-user-pool-mfa-enabled",
        identifier="COGNITO_USER_POOL_MFA_ENABLED",
        title="User pools ask for a second factor",
        severity=Severity.MEDIUM,
        remediation="Turn on multi-factor authentication for the user pool.",
        resource_types=("AWS::Cognito::UserPool",),
        in_default_set=False,
    ),
    RuleInfo(
        name="sagemaker-notebook-no-direct-internet-access",
        identifier="SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS",
        title="Notebooks do not reach the internet directly",
        severity=Severity.HIGH,
        remediation="Make the notebook again in a VPC without direct internet access.",
        resource_types=("AWS::SageMaker::NotebookInstance",),
        frameworks=(
            "AWS FSBP: SageMaker.1",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.2",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 1.3.6",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="sagemaker-notebook-instance-inside-vpc",
        identifier="SAGEMAKER_NOTEBOOK_INSTANCE_INSIDE_VPC",
        title="Notebooks are in a VPC",
        severity=Severity.HIGH,
        remediation="Make the notebook again in a subnet of a VPC of your own.",
        resource_types=("AWS::SageMaker::NotebookInstance",),
        parameters={"SubnetIds": ""},
        frameworks=(
            "AWS FSBP: SageMaker.2",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="sagemaker-notebook-instance-root-access-check",
        identifier="SAGEMAKER_NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK",
        title="Users of notebooks are not root",
        severity=Severity.MEDIUM,
        remediation="Stop the notebook, turn off root access and start it.",
        resource_types=("AWS::SageMaker::NotebookInstance",),
        frameworks=("AWS FSBP: SageMaker.3", "NIST 800-53 r5: AC-6"),
        in_default_set=False,
    ),
    RuleInfo(
        name="sagemaker-notebook-instance-kms-key-configured",
        identifier="SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED",
        title="Notebooks are encrypted with a key of KMS",
        severity=Severity.LOW,
        remediation="Make the notebook again with a key of KMS.",
        resource_types=("AWS::SageMaker::NotebookInstance",),
        parameters={"kmsKeyArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="sagemaker-endpoint-configuration-kms-key-configured",
        identifier="SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED",
        title="Endpoints of models are encrypted with a key of KMS",
        severity=Severity.LOW,
        remediation=(
            "Make an endpoint configuration with a key of KMS and update the endpoint to it."
        ),
        resource_types=("AWS::SageMaker::EndpointConfig",),
        parameters={"kmsKeyArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="ssm-automation-block-public-sharing",
        identifier="SSM_AUTOMATION_BLOCK_PUBLIC_SHARING",
        title="Documents of Systems Manager cannot be shared with everybody",
        severity=Severity.HIGH,
        remediation="Turn on block public sharing in the settings of Systems Manager documents.",
        resource_types=("AWS::::Account",),
        in_default_set=False,
    ),
)
