"""Rules on instances, functions and images."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="ec2-imdsv2-check",
        identifier="EC2_IMDSV2_CHECK",
        title="EC2 instances require version 2 of the metadata service",
        severity=Severity.HIGH,
        remediation=(
            "Modify the instance metadata options and set IMDSv2 to required; set it in the"
            " launch template and as the account's default as well."
        ),
        resource_types=("AWS::EC2::Instance",),
        frameworks=(
            "CIS AWS Foundations 3.0: 5.6",
            "AWS FSBP: EC2.8",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-6",
        ),
    ),
    RuleInfo(
        name="ec2-instance-no-public-ip",
        identifier="EC2_INSTANCE_NO_PUBLIC_IP",
        title="EC2 instances have no public address",
        severity=Severity.MEDIUM,
        remediation=(
            "Move the instance into a private subnet, behind a load balancer if it serves the"
            " internet, and administer it with Session Manager."
        ),
        resource_types=("AWS::EC2::Instance",),
        frameworks=(
            "AWS FSBP: EC2.9",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="ec2-instance-managed-by-systems-manager",
        identifier="EC2_INSTANCE_MANAGED_BY_SSM",
        title="EC2 instances are managed by Systems Manager",
        severity=Severity.LOW,
        remediation=(
            "Give the instance a profile with AmazonSSMManagedInstanceCore and make sure that"
            " the SSM agent runs and reaches its endpoints."
        ),
        resource_types=("AWS::EC2::Instance",),
        frameworks=(
            "AWS FSBP: SSM.1",
            "PCI DSS 3.2.1: 2.4",
            "NIST 800-53 r5: CM-2",
            "NIST 800-53 r5: CM-8",
            "NIST 800-53 r5: SI-2",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="lambda-function-public-access-prohibited",
        identifier="LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
        title="Lambda functions cannot be invoked by everyone",
        severity=Severity.CRITICAL,
        remediation=(
            "Remove the statement from the function's resource policy whose principal is"
            " everyone, or limit it with aws:SourceAccount or aws:SourceArn."
        ),
        resource_types=("AWS::Lambda::Function",),
        frameworks=(
            "AWS FSBP: Lambda.1",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.2",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="ssm-document-not-public",
        identifier="SSM_DOCUMENT_NOT_PUBLIC",
        title="Systems Manager documents are not public",
        severity=Severity.HIGH,
        remediation=(
            "Modify the document's permissions to private, turn on Block public sharing, and"
            " change any secret that the document holds."
        ),
        resource_types=("AWS::SSM::Document",),
        frameworks=(
            "AWS FSBP: SSM.4",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="eks-endpoint-no-public-access",
        identifier="EKS_ENDPOINT_NO_PUBLIC_ACCESS",
        title="The API of EKS clusters is not open to the internet",
        severity=Severity.HIGH,
        remediation=(
            "Set the cluster's endpoint access to private, or limit public access to the"
            " addresses of your own network."
        ),
        resource_types=("AWS::EKS::Cluster",),
        frameworks=("AWS FSBP: EKS.1",),
    ),
    RuleInfo(
        name="ecr-private-image-scanning-enabled",
        identifier="ECR_PRIVATE_IMAGE_SCANNING_ENABLED",
        title="ECR repositories scan images for vulnerabilities",
        severity=Severity.LOW,
        remediation="Turn on scanning for the registry, at least on push.",
        resource_types=("AWS::ECR::Repository",),
        frameworks=("AWS FSBP: ECR.1", "NIST 800-53 r5: RA-5"),
    ),
)
