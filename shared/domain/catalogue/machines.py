"""Rules on EC2 instances, how they start and how they are managed."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="ec2-stopped-instance",
        identifier="EC2_STOPPED_INSTANCE",
        title="Stopped instances are removed after a while",
        severity=Severity.LOW,
        remediation=(
            "Terminate the instance if nobody needs it; keep a snapshot or an image of it if"
            " somebody might."
        ),
        resource_types=("AWS::EC2::Instance",),
        parameters={"AllowedDays": "30"},
        frameworks=("AWS FSBP: EC2.4", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-instance-detailed-monitoring-enabled",
        identifier="EC2_INSTANCE_DETAILED_MONITORING_ENABLED",
        title="Instances are monitored every minute",
        severity=Severity.LOW,
        remediation="Turn on detailed monitoring for the instance.",
        resource_types=("AWS::EC2::Instance",),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-instance-multiple-eni-check",
        identifier="EC2_INSTANCE_MULTIPLE_ENI_CHECK",
        title="Instances have one network interface",
        severity=Severity.LOW,
        remediation=(
            "Detach the interfaces that the instance does not need, so that it does not join two"
            " networks."
        ),
        resource_types=("AWS::EC2::Instance",),
        parameters={"NetworkInterfaceIds": ""},
        frameworks=("AWS FSBP: EC2.17", "NIST 800-53 r5: AC-4"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-instance-profile-attached",
        identifier="EC2_INSTANCE_PROFILE_ATTACHED",
        title="Instances have a role",
        severity=Severity.MEDIUM,
        remediation=(
            "Attach an instance profile with what the instance needs, and remove access keys from"
            " it."
        ),
        resource_types=("AWS::EC2::Instance",),
        parameters={"IamInstanceProfileArnList": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-instances-in-vpc",
        identifier="INSTANCES_IN_VPC",
        title="Instances are in a VPC",
        severity=Severity.HIGH,
        remediation="Launch the instance again in a VPC and terminate the old one.",
        resource_types=("AWS::EC2::Instance",),
        parameters={"vpcId": ""},
        frameworks=(
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-token-hop-limit-check",
        identifier="EC2_TOKEN_HOP_LIMIT_CHECK",
        title="Metadata tokens do not travel further than the instance",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the hop limit of the instance's metadata options to 1, or to 2 where containers"
            " need it."
        ),
        resource_types=("AWS::EC2::Instance",),
        parameters={"tokenHopLimit": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-managedinstance-patch-compliance-status-check",
        identifier="EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK",
        title="Managed instances have the patches that they must have",
        severity=Severity.HIGH,
        remediation=(
            "Run the document AWS-RunPatchBaseline with Install on the instance, and let a"
            " maintenance window do it from then on."
        ),
        resource_types=("AWS::SSM::PatchCompliance",),
        frameworks=("AWS FSBP: SSM.2", "PCI DSS 3.2.1: 6.2", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-managedinstance-association-compliance-status-check",
        identifier="EC2_MANAGEDINSTANCE_ASSOCIATION_COMPLIANCE_STATUS_CHECK",
        title="Associations of managed instances are complied with",
        severity=Severity.LOW,
        remediation=(
            "Open the association in Systems Manager, read why it failed on the instance, mend"
            " that and apply it again."
        ),
        resource_types=("AWS::SSM::AssociationCompliance",),
        frameworks=(
            "AWS FSBP: SSM.3",
            "PCI DSS 3.2.1: 2.4",
            "NIST 800-53 r5: CM-2",
            "NIST 800-53 r5: CM-8",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-paravirtual-instance-check",
        identifier="EC2_PARAVIRTUAL_INSTANCE_CHECK",
        title="Instances do not use paravirtualisation",
        severity=Severity.LOW,
        remediation=(
            "Launch the instance again with a type of the current generation and an HVM image."
        ),
        resource_types=("AWS::EC2::Instance",),
        frameworks=("AWS FSBP: EC2.24", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ebs-optimized-instance",
        identifier="EBS_OPTIMIZED_INSTANCE",
        title="Instances that can be EBS-optimised are so",
        severity=Severity.LOW,
        remediation="Stop the instance, turn on EBS optimisation, and start it.",
        resource_types=("AWS::EC2::Instance",),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-volume-inuse-check",
        identifier="EC2_VOLUME_INUSE_CHECK",
        title="EBS volumes are attached to instances",
        severity=Severity.LOW,
        remediation="Take a snapshot of the volume and delete it, if no instance will need it.",
        resource_types=("AWS::EC2::Volume",),
        parameters={"deleteOnTermination": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-launch-template-public-ip-disabled",
        identifier="EC2_LAUNCH_TEMPLATE_PUBLIC_IP_DISABLED",
        title="Launch templates give no public addresses",
        severity=Severity.HIGH,
        remediation=(
            "Make a new version of the template without automatic public addresses and let its"
            " users move to that."
        ),
        resource_types=("AWS::EC2::LaunchTemplate",),
        parameters={"exemptedLaunchTemplates": ""},
        frameworks=(
            "AWS FSBP: EC2.25",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-launch-template-imdsv2-check",
        identifier="EC2_LAUNCH_TEMPLATE_IMDSV2_CHECK",
        title="Launch templates ask for IMDSv2",
        severity=Severity.MEDIUM,
        remediation=(
            "Make a new version of the template whose metadata options require tokens, and set it"
            " as the default."
        ),
        resource_types=("AWS::EC2::LaunchTemplate",),
        frameworks=("AWS FSBP: EC2.170",),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-no-amazon-key-pair",
        identifier="EC2_NO_AMAZON_KEY_PAIR",
        title="Instances are not launched with key pairs",
        severity=Severity.LOW,
        remediation=(
            "Replace the instance by one without a key pair and sign in with Session Manager."
        ),
        resource_types=("AWS::EC2::Instance",),
        in_default_set=False,
    ),
)
