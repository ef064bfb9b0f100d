"""Rules on groups of instances and platforms that run them."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="autoscaling-group-elb-healthcheck-required",
        identifier="AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED",
        title="Auto Scaling groups behind load balancers use their health checks",
        severity=Severity.LOW,
        remediation="Turn on health checks of Elastic Load Balancing in the group's settings.",
        resource_types=("AWS::AutoScaling::AutoScalingGroup",),
        frameworks=(
            "AWS FSBP: AutoScaling.1",
            "PCI DSS 3.2.1: 2.2",
            "NIST 800-53 r5: CA-7",
            "NIST 800-53 r5: SI-2",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-multiple-az",
        identifier="AUTOSCALING_MULTIPLE_AZ",
        title="Auto Scaling groups span several zones",
        severity=Severity.MEDIUM,
        remediation="Add subnets of further zones to the group.",
        resource_types=("AWS::AutoScaling::AutoScalingGroup",),
        parameters={"minAvailabilityZones": ""},
        frameworks=("AWS FSBP: AutoScaling.2", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-launchconfig-requires-imdsv2",
        identifier="AUTOSCALING_LAUNCHCONFIG_REQUIRES_IMDSV2",
        title="Launch configurations ask for IMDSv2",
        severity=Severity.HIGH,
        remediation=(
            "Replace the launch configuration by a launch template that requires tokens, and"
            " refresh the group's instances."
        ),
        resource_types=("AWS::AutoScaling::LaunchConfiguration",),
        frameworks=(
            "AWS FSBP: AutoScaling.3",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: CM-2",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-launch-config-public-ip-disabled",
        identifier="AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED",
        title="Launch configurations give no public addresses",
        severity=Severity.HIGH,
        remediation=(
            "Replace the launch configuration by a launch template without public addresses, and"
            " refresh the group's instances."
        ),
        resource_types=("AWS::AutoScaling::LaunchConfiguration",),
        frameworks=(
            "AWS FSBP: AutoScaling.5",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-launch-config-hop-limit",
        identifier="AUTOSCALING_LAUNCH_CONFIG_HOP_LIMIT",
        title="Launch configurations keep metadata tokens on the instance",
        severity=Severity.MEDIUM,
        remediation=(
            "Replace the launch configuration by a launch template with a hop limit of 1."
        ),
        resource_types=("AWS::AutoScaling::LaunchConfiguration",),
        frameworks=("NIST 800-53 r5: CM-2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-multiple-instance-types",
        identifier="AUTOSCALING_MULTIPLE_INSTANCE_TYPES",
        title="Auto Scaling groups use several instance types",
        severity=Severity.LOW,
        remediation=(
            "Give the group a mixed instances policy with several types in several zones."
        ),
        resource_types=("AWS::AutoScaling::AutoScalingGroup",),
        frameworks=("AWS FSBP: AutoScaling.6", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-launch-template",
        identifier="AUTOSCALING_LAUNCH_TEMPLATE",
        title="Auto Scaling groups use launch templates",
        severity=Severity.LOW,
        remediation=(
            "Create a launch template from the launch configuration and choose it in the group's"
            " settings."
        ),
        resource_types=("AWS::AutoScaling::AutoScalingGroup",),
        frameworks=("AWS FSBP: AutoScaling.9", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="autoscaling-capacity-rebalancing",
        identifier="AUTOSCALING_CAPACITY_REBALANCING",
        title="Auto Scaling groups with spot instances rebalance in time",
        severity=Severity.LOW,
        remediation="Turn on capacity rebalancing in the group's settings.",
        resource_types=("AWS::AutoScaling::AutoScalingGroup",),
        in_default_set=False,
    ),
    RuleInfo(
        name="beanstalk-enhanced-health-reporting-enabled",
        identifier="BEANSTALK_ENHANCED_HEALTH_REPORTING_ENABLED",
        title="Elastic Beanstalk reports health in detail",
        severity=Severity.LOW,
        remediation="Set the health reporting of the environment to enhanced.",
        resource_types=("AWS::ElasticBeanstalk::Environment",),
        frameworks=("AWS FSBP: ElasticBeanstalk.1", "NIST 800-53 r5: CA-7", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elastic-beanstalk-managed-updates-enabled",
        identifier="ELASTIC_BEANSTALK_MANAGED_UPDATES_ENABLED",
        title="Elastic Beanstalk updates its platform by itself",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on managed platform updates in the environment's settings, with a weekly window."
        ),
        resource_types=("AWS::ElasticBeanstalk::Environment",),
        parameters={"UpdateLevel": ""},
        frameworks=("AWS FSBP: ElasticBeanstalk.2", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elastic-beanstalk-logs-to-cloudwatch",
        identifier="ELASTIC_BEANSTALK_LOGS_TO_CLOUDWATCH",
        title="Elastic Beanstalk sends its logs to CloudWatch",
        severity=Severity.MEDIUM,
        remediation="Turn on streaming of instance logs in the environment's settings.",
        resource_types=("AWS::ElasticBeanstalk::Environment",),
        parameters={"RetentionInDays": "", "DeleteOnTerminate": ""},
        frameworks=("AWS FSBP: ElasticBeanstalk.3",),
        in_default_set=False,
    ),
    RuleInfo(
        name="lambda-dlq-check",
        identifier="LAMBDA_DLQ_CHECK",
        title="Lambda functions have a dead-letter queue",
        severity=Severity.LOW,
        remediation=(
            "Set a dead-letter queue or a destination for failures under Asynchronous invocation."
        ),
        resource_types=("AWS::Lambda::Function",),
        parameters={"dlqArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="lambda-concurrency-check",
        identifier="LAMBDA_CONCURRENCY_CHECK",
        title="Lambda functions have the concurrency that is allowed",
        severity=Severity.LOW,
        remediation=(
            "Set the reserved concurrency of the function within what the rule's parameters allow."
        ),
        resource_types=("AWS::Lambda::Function",),
        parameters={"ConcurrencyLimitHigh": "", "ConcurrencyLimitLow": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="lambda-function-settings-check",
        identifier="LAMBDA_FUNCTION_SETTINGS_CHECK",
        title="Lambda functions have a supported runtime and the expected settings",
        severity=Severity.MEDIUM,
        remediation=(
            "Move the function to a runtime that AWS supports, and set what else the rule's"
            " parameters ask for."
        ),
        resource_types=("AWS::Lambda::Function",),
        parameters={"runtime": "", "role": "", "memorySize": "128", "timeout": "3"},
        frameworks=("AWS FSBP: Lambda.2", "NIST 800-53 r5: CM-2", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="lambda-inside-vpc",
        identifier="LAMBDA_INSIDE_VPC",
        title="Lambda functions are in a VPC",
        severity=Severity.LOW,
        remediation=(
            "Connect the function to private subnets, if it has to reach what is in them. Others"
            " need no VPC."
        ),
        resource_types=("AWS::Lambda::Function",),
        parameters={"subnetIds": ""},
        frameworks=(
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="lambda-vpc-multi-az-check",
        identifier="LAMBDA_VPC_MULTI_AZ_CHECK",
        title="Lambda functions in a VPC use several zones",
        severity=Severity.LOW,
        remediation="Add subnets of further zones to the function's network settings.",
        resource_types=("AWS::Lambda::Function",),
        parameters={"availabilityZones": ""},
        frameworks=("AWS FSBP: Lambda.5", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
)
