"""Rules on ECS, ECR and EKS."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="ecs-task-definition-user-for-host-mode-check",
        identifier="ECS_TASK_DEFINITION_USER_FOR_HOST_MODE_CHECK",
        title="Tasks in host network mode do not run as root",
        severity=Severity.HIGH,
        remediation=(
            "Register a task definition with network mode awsvpc, or with a user that is not root"
            " and no privileged containers."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        parameters={"SkipInactiveTaskDefinitions": ""},
        frameworks=(
            "AWS FSBP: ECS.1",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-task-definition-pid-mode-check",
        identifier="ECS_TASK_DEFINITION_PID_MODE_CHECK",
        title="Tasks do not share the processes of their host",
        severity=Severity.HIGH,
        remediation=(
            "Register a task definition whose pidMode is task, and move the services to it."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        frameworks=("AWS FSBP: ECS.3", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-containers-nonprivileged",
        identifier="ECS_CONTAINERS_NONPRIVILEGED",
        title="Containers are not privileged",
        severity=Severity.HIGH,
        remediation=(
            "Register a task definition with privileged off, and give the container only the Linux"
            " capabilities that it needs."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        frameworks=(
            "AWS FSBP: ECS.4",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-containers-readonly-access",
        identifier="ECS_CONTAINERS_READONLY_ACCESS",
        title="Containers cannot write to their root file system",
        severity=Severity.MEDIUM,
        remediation=(
            "Register a task definition with readonlyRootFilesystem on, and mount volumes for what"
            " has to be written."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        frameworks=(
            "AWS FSBP: ECS.5",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-5",
            "NIST 800-53 r5: AC-6",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-no-environment-secrets",
        identifier="ECS_NO_ENVIRONMENT_SECRETS",
        title="Secrets are not in the environment of containers",
        severity=Severity.HIGH,
        remediation=(
            "Keep the value in Secrets Manager or Parameter Store, name it under `secrets` in the"
            " task definition, and replace the value, which many could read."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        parameters={"secretKeys": ""},
        frameworks=("AWS FSBP: ECS.8", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-task-definition-log-configuration",
        identifier="ECS_TASK_DEFINITION_LOG_CONFIGURATION",
        title="Containers have a log configuration",
        severity=Severity.MEDIUM,
        remediation=(
            "Register a task definition whose containers have a logConfiguration, such as awslogs."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        frameworks=("AWS FSBP: ECS.9",),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-fargate-latest-platform-version",
        identifier="ECS_FARGATE_LATEST_PLATFORM_VERSION",
        title="Fargate services run on the latest platform",
        severity=Severity.MEDIUM,
        remediation="Update the service with platform version LATEST and force a new deployment.",
        resource_types=("AWS::ECS::Service",),
        parameters={"latestLinuxVersion": "", "latestWindowsVersion": ""},
        frameworks=("AWS FSBP: ECS.10", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-container-insights-enabled",
        identifier="ECS_CONTAINER_INSIGHTS_ENABLED",
        title="ECS clusters use Container Insights",
        severity=Severity.LOW,
        remediation="Turn on Container Insights in the cluster's settings.",
        resource_types=("AWS::ECS::Cluster",),
        frameworks=("AWS FSBP: ECS.12", "NIST 800-53 r5: CA-7", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-task-definition-nonroot-user",
        identifier="ECS_TASK_DEFINITION_NONROOT_USER",
        title="Containers do not run as root",
        severity=Severity.MEDIUM,
        remediation=(
            "Set `user` to somebody else than root in each container of the task definition."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        group="ecs-task-definition-nonroot-user",
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-task-definition-linux-user-non-root",
        identifier="ECS_TASK_DEFINITION_LINUX_USER_NON_ROOT",
        title="Linux containers do not run as root",
        severity=Severity.MEDIUM,
        remediation=(
            "Set `user` to somebody else than root in each container of the task definition."
        ),
        resource_types=("AWS::ECS::TaskDefinition",),
        group="ecs-task-definition-nonroot-user",
        in_default_set=False,
    ),
    RuleInfo(
        name="ecs-task-definition-memory-hard-limit",
        identifier="ECS_TASK_DEFINITION_MEMORY_HARD_LIMIT",
        title="Containers have a limit of memory",
        severity=Severity.LOW,
        remediation="Set `memory` in each container of the task definition.",
        resource_types=("AWS::ECS::TaskDefinition",),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecr-private-tag-immutability-enabled",
        identifier="ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED",
        title="Tags of images cannot be changed",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the tag mutability of the repository to immutable; deployments then need a tag"
            " for each build."
        ),
        resource_types=("AWS::ECR::Repository",),
        frameworks=("AWS FSBP: ECR.2", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ecr-private-lifecycle-policy-configured",
        identifier="ECR_PRIVATE_LIFECYCLE_POLICY_CONFIGURED",
        title="Image repositories have a lifecycle policy",
        severity=Severity.LOW,
        remediation=(
            "Add a lifecycle policy to the repository that expires untagged and old images."
        ),
        resource_types=("AWS::ECR::Repository",),
        frameworks=("AWS FSBP: ECR.3", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="eks-cluster-supported-version",
        identifier="EKS_CLUSTER_SUPPORTED_VERSION",
        title="EKS clusters run a supported version of Kubernetes",
        severity=Severity.HIGH,
        remediation=(
            "Update the cluster one minor version at a time, its add-ons and node groups after it."
        ),
        resource_types=("AWS::EKS::Cluster",),
        parameters={"oldestVersionSupported": ""},
        frameworks=("AWS FSBP: EKS.2", "NIST 800-53 r5: CM-2", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="eks-secrets-encrypted",
        identifier="EKS_SECRETS_ENCRYPTED",
        title="Kubernetes secrets are encrypted with a key of KMS",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on secrets encryption for the cluster with a key of KMS; it cannot be turned off"
            " again."
        ),
        resource_types=("AWS::EKS::Cluster",),
        parameters={"kmsKeyArns": ""},
        group="eks-secrets-encrypted",
        in_default_set=False,
    ),
    RuleInfo(
        name="eks-cluster-secrets-encrypted",
        identifier="EKS_CLUSTER_SECRETS_ENCRYPTED",
        title="EKS clusters encrypt secrets with a key of KMS",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on secrets encryption for the cluster with a key of KMS; it cannot be turned off"
            " again."
        ),
        resource_types=("AWS::EKS::Cluster",),
        parameters={"kmsKeyArns": ""},
        frameworks=("AWS FSBP: EKS.3",),
        group="eks-secrets-encrypted",
        in_default_set=False,
    ),
    RuleInfo(
        name="eks-cluster-log-enabled",
        identifier="EKS_CLUSTER_LOG_ENABLED",
        title="EKS clusters write audit logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on the control plane logs that the rule's parameters list, at least audit."
        ),
        resource_types=("AWS::EKS::Cluster",),
        parameters={"logTypes": ""},
        frameworks=("AWS FSBP: EKS.8",),
        group="eks-cluster-log-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="eks-cluster-logging-enabled",
        identifier="EKS_CLUSTER_LOGGING_ENABLED",
        title="EKS clusters write all control plane logs",
        severity=Severity.MEDIUM,
        remediation="Turn on all types of control plane logs in the cluster's settings.",
        resource_types=("AWS::EKS::Cluster",),
        group="eks-cluster-log-enabled",
        in_default_set=False,
    ),
)
