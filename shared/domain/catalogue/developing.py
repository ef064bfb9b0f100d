"""Rules on how software is built and deployed."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="codebuild-project-envvar-awscred-check",
        identifier="CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK",
        title="Build projects have no access keys in their environment",
        severity=Severity.CRITICAL,
        remediation=(
            "Delete the variables and deactivate the keys: they were readable by many. Give the"
            " project's role what it needs."
        ),
        resource_types=("AWS::CodeBuild::Project",),
        frameworks=("AWS FSBP: CodeBuild.2", "PCI DSS 3.2.1: 8.2.1", "NIST 800-53 r5: IA-5"),
        in_default_set=False,
    ),
    RuleInfo(
        name="codebuild-project-source-repo-url-check",
        identifier="CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK",
        title="Build projects have no passwords in source addresses",
        severity=Severity.CRITICAL,
        remediation=(
            "Connect the project through OAuth or a CodeConnections connection and revoke the"
            " token that stood in the address."
        ),
        resource_types=("AWS::CodeBuild::Project",),
        frameworks=("AWS FSBP: CodeBuild.1", "PCI DSS 3.2.1: 8.2.1", "NIST 800-53 r5: SA-3"),
        in_default_set=False,
    ),
    RuleInfo(
        name="codebuild-project-s3-logs-encrypted",
        identifier="CODEBUILD_PROJECT_S3_LOGS_ENCRYPTED",
        title="Logs of builds in S3 are encrypted",
        severity=Severity.LOW,
        remediation="Turn on encryption of S3 logs in the project's settings.",
        resource_types=("AWS::CodeBuild::Project",),
        parameters={"exemptedProjects": ""},
        frameworks=("AWS FSBP: CodeBuild.3", "NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="codebuild-project-logging-enabled",
        identifier="CODEBUILD_PROJECT_LOGGING_ENABLED",
        title="Build projects write logs",
        severity=Severity.MEDIUM,
        remediation="Turn on CloudWatch or S3 logs in the project's settings.",
        resource_types=("AWS::CodeBuild::Project",),
        parameters={"s3BucketNames": "", "cloudWatchGroupNames": ""},
        frameworks=(
            "AWS FSBP: CodeBuild.4",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="codebuild-project-environment-privileged-check",
        identifier="CODEBUILD_PROJECT_ENVIRONMENT_PRIVILEGED_CHECK",
        title="Builds are not privileged",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn off privileged mode in the project's environment, unless it builds container"
            " images."
        ),
        resource_types=("AWS::CodeBuild::Project",),
        parameters={"exemptedProjects": ""},
        frameworks=("NIST 800-53 r5: AC-3", "NIST 800-53 r5: AC-5", "NIST 800-53 r5: AC-6"),
        in_default_set=False,
    ),
    RuleInfo(
        name="codebuild-project-artifact-encryption",
        identifier="CODEBUILD_PROJECT_ARTIFACT_ENCRYPTION",
        title="Artifacts of builds are encrypted",
        severity=Severity.MEDIUM,
        remediation="Turn on encryption of artifacts in the project's settings.",
        resource_types=("AWS::CodeBuild::Project",),
        in_default_set=False,
    ),
    RuleInfo(
        name="codedeploy-auto-rollback-monitor-enabled",
        identifier="CODEDEPLOY_AUTO_ROLLBACK_MONITOR_ENABLED",
        title="Deployments roll back by themselves",
        severity=Severity.LOW,
        remediation=(
            "Turn on automatic rollback with an alarm in the deployment group's settings."
        ),
        resource_types=("AWS::CodeDeploy::DeploymentGroup",),
        in_default_set=False,
    ),
    RuleInfo(
        name="codedeploy-lambda-allatonce-traffic-shift-disabled",
        identifier="CODEDEPLOY_LAMBDA_ALLATONCE_TRAFFIC_SHIFT_DISABLED",
        title="New versions of functions get traffic step by step",
        severity=Severity.LOW,
        remediation="Choose a canary or linear configuration for the deployment group.",
        resource_types=("AWS::CodeDeploy::DeploymentGroup",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudformation-stack-drift-detection-check",
        identifier="CLOUDFORMATION_STACK_DRIFT_DETECTION_CHECK",
        title="Stacks are as their templates say",
        severity=Severity.LOW,
        remediation=(
            "Detect the drift of the stack, then change the template or bring the resource back."
        ),
        resource_types=("AWS::CloudFormation::Stack",),
        parameters={"cloudformationRoleArn": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudformation-stack-notification-check",
        identifier="CLOUDFORMATION_STACK_NOTIFICATION_CHECK",
        title="Stacks tell a topic of their events",
        severity=Severity.LOW,
        remediation="Update the stack with a notification topic.",
        resource_types=("AWS::CloudFormation::Stack",),
        parameters={
            "snsTopic2": "",
            "snsTopic1": "",
            "snsTopic5": "",
            "snsTopic4": "",
            "snsTopic3": "",
        },
        frameworks=("NIST 800-53 r5: SI-4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="required-tags",
        identifier="REQUIRED_TAGS",
        title="Resources have the tags that they must have",
        severity=Severity.LOW,
        remediation=(
            "Add the tags that the rule's parameters list, best in the template that makes the"
            " resource."
        ),
        resource_types=(
            "AWS::ACM::Certificate",
            "AWS::AutoScaling::AutoScalingGroup",
            "AWS::CloudFormation::Stack",
            "AWS::CodeBuild::Project",
            "AWS::DynamoDB::Table",
            "AWS::EC2::CustomerGateway",
            "AWS::EC2::Instance",
            "AWS::EC2::InternetGateway",
            "AWS::EC2::NetworkAcl",
            "AWS::EC2::NetworkInterface",
            "AWS::EC2::RouteTable",
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::Subnet",
            "AWS::EC2::Volume",
            "AWS::EC2::VPC",
            "AWS::EC2::VPNConnection",
            "AWS::EC2::VPNGateway",
            "AWS::ElasticLoadBalancing::LoadBalancer",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBSecurityGroup",
            "AWS::RDS::DBSnapshot",
            "AWS::RDS::DBSubnetGroup",
            "AWS::RDS::EventSubscription",
            "AWS::Redshift::Cluster",
            "AWS::Redshift::ClusterParameterGroup",
            "AWS::Redshift::ClusterSecurityGroup",
            "AWS::Redshift::ClusterSnapshot",
            "AWS::Redshift::ClusterSubnetGroup",
            "AWS::S3::Bucket",
        ),
        parameters={
            "tag1Key": "CostCenter",
            "tag1Value": "",
            "tag2Key": "",
            "tag2Value": "",
            "tag3Key": "",
            "tag3Value": "",
            "tag4Key": "",
            "tag4Value": "",
            "tag5Key": "",
            "tag5Value": "",
            "tag6Key": "",
            "tag6Value": "",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="approved-amis-by-id",
        identifier="APPROVED_AMIS_BY_ID",
        title="Instances run approved images",
        severity=Severity.MEDIUM,
        remediation="Launch the instance again from an image that the rule's parameters list.",
        resource_types=("AWS::EC2::Instance",),
        parameters={"amiIds": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="approved-amis-by-tag",
        identifier="APPROVED_AMIS_BY_TAG",
        title="Instances run images with an approved tag",
        severity=Severity.MEDIUM,
        remediation="Launch the instance again from an image that has one of the tags.",
        resource_types=("AWS::EC2::Instance",),
        parameters={"amisByTagKeyAndValue": "tag-key:tag-value,other-tag-key"},
        in_default_set=False,
    ),
    RuleInfo(
        name="desired-instance-type",
        identifier="DESIRED_INSTANCE_TYPE",
        title="Instances are of an allowed type",
        severity=Severity.LOW,
        remediation=(
            "Stop the instance, change its type to one that the rule's parameters list, and start"
            " it."
        ),
        resource_types=("AWS::EC2::Instance",),
        parameters={"instanceType": ""},
        in_default_set=False,
    ),
)
