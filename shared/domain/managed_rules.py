"""Names of the managed rules of AWS Config, as the developer guide lists them.

Rules on tags and descriptions are left out. The names decide what a deployed rule is called here,
so they depend neither on the catalogue nor on settings.
"""

from typing import Final

_NAMES = """
access-keys-rotated account-part-of-organizations acm-certificate-expiration-check
acm-certificate-rsa-check acm-certificate-transparent-logging-enabled acm-pca-root-ca-disabled
active-mq-supported-version alb-desync-mode-check alb-http-drop-invalid-header-enabled
alb-http-to-https-redirection-check alb-internal-scheme-check alb-waf-enabled
amplify-app-branch-auto-deletion-enabled amplify-app-build-spec-configured
amplify-app-no-environment-variables amplify-app-platform-check
amplify-branch-auto-build-enabled amplify-branch-build-spec-configured
amplify-branch-framework-configured amplify-branch-performance-mode-enabled
amplify-branch-pull-request-preview-enabled api-gw-associated-with-waf
api-gw-cache-enabled-and-encrypted api-gw-endpoint-type-check api-gw-execution-logging-enabled
api-gw-ssl-enabled api-gw-xray-enabled api-gwv2-access-logs-enabled
api-gwv2-authorization-type-configured api-gwv2-stage-default-route-detailed-metrics-enabled
apigateway-domain-name-tls-check apigateway-stage-access-logs-enabled
apigatewayv2-integration-private-https-enabled
appconfig-configuration-profile-validators-not-empty
appconfig-deployment-strategy-minimum-final-bake-time
appconfig-deployment-strategy-replicate-to-ssm appconfig-freeform-profile-config-storage
appflow-flow-trigger-type-check appintegrations-application-approved-origins-check
appmesh-mesh-deny-tcp-forwarding appmesh-mesh-ip-pref-check
appmesh-virtual-gateway-backend-defaults-tls
appmesh-virtual-gateway-listeners-health-check-enabled
appmesh-virtual-gateway-logging-file-path-exists appmesh-virtual-node-backend-defaults-tls-on
appmesh-virtual-node-cloud-map-ip-pref-check appmesh-virtual-node-dns-ip-pref-check
appmesh-virtual-node-listeners-health-check-enabled
appmesh-virtual-node-listeners-outlier-detect-enabled
appmesh-virtual-node-logging-file-path-exists appmesh-virtual-node-service-backends-tls-enforced
approved-amis-by-id approved-amis-by-tag apprunner-service-in-vpc
apprunner-service-ip-address-type-check apprunner-service-max-unhealthy-threshold
apprunner-service-no-public-access apprunner-service-observability-enabled
appstream-fleet-in-vpc appsync-associated-with-waf appsync-authorization-check
appsync-cache-ct-encryption-at-rest appsync-cache-ct-encryption-in-transit
appsync-cache-encryption-at-rest appsync-graphql-api-xray-enabled appsync-logging-enabled
athena-workgroup-encrypted-at-rest athena-workgroup-enforce-workgroup-configuration
athena-workgroup-engine-version-auto-upgrade athena-workgroup-logging-enabled
aurora-global-database-deletion-protection-enabled aurora-global-database-encryption-at-rest
aurora-last-backup-recovery-point-created aurora-meets-restore-time-target
aurora-mysql-backtracking-enabled aurora-mysql-cluster-audit-logging
aurora-resources-in-logically-air-gapped-vault aurora-resources-protected-by-backup-plan
autoscaling-capacity-rebalancing autoscaling-group-elb-healthcheck-required
autoscaling-launch-config-hop-limit autoscaling-launch-config-public-ip-disabled
autoscaling-launch-template autoscaling-launchconfig-requires-imdsv2 autoscaling-multiple-az
autoscaling-multiple-instance-types backup-plan-min-frequency-and-min-retention-check
backup-recovery-point-encrypted backup-recovery-point-manual-deletion-disabled
backup-recovery-point-minimum-retention-check batch-compute-environment-enabled
batch-compute-environment-managed batch-job-queue-enabled
batch-managed-compute-env-allocation-strategy-check
batch-managed-compute-environment-using-launch-template
batch-managed-spot-compute-environment-max-bid beanstalk-enhanced-health-reporting-enabled
bedrock-agentcore-memory-encryption-enabled bedrock-data-source-encryption-enabled
bedrockagentcore-codeinterpreter-networkmode-check bedrockagentcore-gateway-authorizer-enabled
bedrockagentcore-runtime-private-network-required clb-desync-mode-check clb-multiple-az
cloud-trail-cloud-watch-logs-enabled cloud-trail-encryption-enabled
cloud-trail-log-file-validation-enabled cloudformation-stack-drift-detection-check
cloudformation-stack-notification-check cloudformation-stack-service-role-check
cloudformation-termination-protection-check cloudfront-accesslogs-enabled
cloudfront-associated-with-waf cloudfront-custom-ssl-certificate
cloudfront-default-root-object-configured cloudfront-distribution-key-group-enabled
cloudfront-no-deprecated-ssl-protocols cloudfront-origin-access-identity-enabled
cloudfront-origin-failover-enabled cloudfront-origin-lambda-url-oac-enabled
cloudfront-s3-origin-access-control-enabled cloudfront-s3-origin-non-existent-bucket
cloudfront-security-policy-check cloudfront-sni-enabled cloudfront-ssl-policy-check
cloudfront-traffic-to-origin-encrypted cloudfront-viewer-policy-https
cloudtrail-all-read-s3-data-event-check cloudtrail-all-write-s3-data-event-check
cloudtrail-enabled cloudtrail-event-data-store-multi-region cloudtrail-s3-bucket-access-logging
cloudtrail-s3-bucket-public-access-prohibited cloudtrail-s3-dataevents-enabled
cloudtrail-security-trail-enabled cloudwatch-alarm-action-check
cloudwatch-alarm-action-enabled-check cloudwatch-alarm-resource-check
cloudwatch-alarm-settings-check cloudwatch-log-group-encrypted cmk-backing-key-rotation-enabled
codebuild-project-artifact-encryption codebuild-project-environment-privileged-check
codebuild-project-envvar-awscred-check codebuild-project-logging-enabled
codebuild-project-s3-logs-encrypted codebuild-project-source-repo-url-check
codebuild-report-group-encrypted-at-rest codedeploy-auto-rollback-monitor-enabled
codedeploy-deployment-group-auto-rollback-enabled
codedeploy-deployment-group-outdated-instances-update
codedeploy-ec2-minimum-healthy-hosts-configured
codedeploy-lambda-allatonce-traffic-shift-disabled codepipeline-deployment-count-check
codepipeline-region-fanout-check cognito-identity-pool-unauth-access-check
cognito-identity-pool-unauthenticated-logins cognito-user-pool-advanced-security-enabled
cognito-user-pool-deletion-protection-enabled cognito-user-pool-mfa-enabled
cognito-user-pool-password-policy-check cognito-userpool-cust-auth-threat-full-check
connect-instance-logging-enabled custom-eventbus-policy-attached
custom-schema-registry-policy-attached customerprofiles-object-type-allow-profile-creation
cw-loggroup-retention-period-check datasync-location-object-storage-using-https
datasync-task-data-verification-enabled datasync-task-logging-enabled dax-encryption-enabled
dax-tls-endpoint-encryption db-instance-backup-enabled desired-instance-tenancy
desired-instance-type dms-auto-minor-version-upgrade-check dms-endpoint-ssl-configured
dms-mongo-db-authentication-enabled dms-neptune-iam-authorization-enabled dms-redis-tls-enabled
dms-replication-instance-multi-az-enabled dms-replication-not-public
dms-replication-task-sourcedb-logging dms-replication-task-targetdb-logging
docdb-cluster-audit-logging-enabled docdb-cluster-backup-retention-check
docdb-cluster-deletion-protection-enabled docdb-cluster-encrypted
docdb-cluster-encrypted-in-transit docdb-cluster-snapshot-public-prohibited
dynamodb-autoscaling-enabled dynamodb-in-backup-plan dynamodb-last-backup-recovery-point-created
dynamodb-meets-restore-time-target dynamodb-pitr-enabled
dynamodb-resources-protected-by-backup-plan dynamodb-table-cross-region-replication-enabled
dynamodb-table-deletion-protection-enabled dynamodb-table-encrypted-kms
dynamodb-table-encryption-enabled dynamodb-throughput-limit-check ebs-in-backup-plan
ebs-last-backup-recovery-point-created ebs-meets-restore-time-target ebs-optimized-instance
ebs-resources-in-logically-air-gapped-vault ebs-resources-protected-by-backup-plan
ebs-snapshot-block-public-access ebs-snapshot-public-restorable-check
ec2-client-vpn-connection-log-enabled ec2-client-vpn-not-authorize-all
ec2-ebs-encryption-by-default ec2-enis-source-destination-check-enabled ec2-imdsv2-check
ec2-instance-detailed-monitoring-enabled ec2-instance-launched-with-allowed-ami
ec2-instance-managed-by-systems-manager ec2-instance-multiple-eni-check
ec2-instance-no-public-ip ec2-instance-profile-attached ec2-instances-in-vpc
ec2-last-backup-recovery-point-created ec2-launch-template-imdsv2-check
ec2-launch-template-public-ip-disabled ec2-launch-templates-ebs-volume-encrypted
ec2-launchtemplate-ebs-encrypted ec2-managedinstance-applications-blacklisted
ec2-managedinstance-applications-required
ec2-managedinstance-association-compliance-status-check
ec2-managedinstance-inventory-blacklisted ec2-managedinstance-patch-compliance-status-check
ec2-managedinstance-platform-check ec2-meets-restore-time-target ec2-no-amazon-key-pair
ec2-paravirtual-instance-check ec2-resources-in-logically-air-gapped-vault
ec2-resources-protected-by-backup-plan ec2-security-group-attached-to-eni
ec2-security-group-attached-to-eni-periodic ec2-spot-fleet-request-ct-encryption-at-rest
ec2-stopped-instance ec2-token-hop-limit-check ec2-transit-gateway-auto-vpc-attach-disabled
ec2-volume-inuse-check ec2-vpn-connection-ike-version-check ec2-vpn-connection-logging-enabled
ecr-private-image-scanning-enabled ecr-private-lifecycle-policy-configured
ecr-private-tag-immutability-enabled ecr-repository-cmk-encryption-enabled
ecs-awsvpc-networking-enabled ecs-capacity-provider-termination-check
ecs-container-insights-enabled ecs-containers-nonprivileged ecs-containers-readonly-access
ecs-fargate-latest-platform-version ecs-no-environment-secrets
ecs-service-propagate-tags-enabled ecs-task-definition-efs-encryption-enabled
ecs-task-definition-linux-user-non-root ecs-task-definition-log-configuration
ecs-task-definition-memory-hard-limit ecs-task-definition-network-mode-not-host
ecs-task-definition-nonroot-user ecs-task-definition-pid-mode-check
ecs-task-definition-user-for-host-mode-check ecs-task-definition-windows-user-non-admin
efs-access-point-enforce-root-directory efs-access-point-enforce-user-identity
efs-automatic-backups-enabled efs-encrypted-check efs-filesystem-ct-encrypted
efs-filesystem-multi-az efs-in-backup-plan efs-last-backup-recovery-point-created
efs-meets-restore-time-target efs-mount-target-public-accessible
efs-resources-in-logically-air-gapped-vault efs-resources-protected-by-backup-plan eip-attached
eks-cluster-log-enabled eks-cluster-logging-enabled eks-cluster-oldest-supported-version
eks-cluster-secrets-encrypted eks-cluster-supported-version eks-endpoint-no-public-access
eks-nodegroup-supported-version-check eks-secrets-encrypted elastic-beanstalk-logs-to-cloudwatch
elastic-beanstalk-managed-updates-enabled elasticache-auto-minor-version-upgrade-check
elasticache-automatic-backup-check-enabled elasticache-rbac-auth-enabled
elasticache-redis-cluster-automatic-backup-check elasticache-repl-grp-auto-failover-enabled
elasticache-repl-grp-encrypted-at-rest elasticache-repl-grp-encrypted-in-transit
elasticache-repl-grp-redis-auth-enabled elasticache-subnet-group-check
elasticache-supported-engine-version elasticsearch-encrypted-at-rest elasticsearch-in-vpc-only
elasticsearch-logs-to-cloudwatch elasticsearch-node-to-node-encryption-check
elb-acm-certificate-required elb-cross-zone-load-balancing-enabled
elb-custom-security-policy-ssl-check elb-deletion-protection-enabled elb-internal-scheme-check
elb-logging-enabled elb-predefined-security-policy-ssl-check elb-tls-https-listeners-only
elbv2-acm-certificate-required elbv2-listener-encryption-in-transit elbv2-multiple-az
elbv2-predefined-security-policy-ssl-check elbv2-targetgroup-healthcheck-protocol-encrypted
elbv2-targetgroup-protocol-encrypted emr-block-public-access emr-kerberos-enabled
emr-master-no-public-ip emr-security-configuration-encryption-rest
emr-security-configuration-encryption-transit encrypted-volumes
event-data-store-cmk-encryption-enabled fis-experiment-template-log-configuration-exists
fms-security-group-audit-policy-check fms-security-group-content-check
fms-security-group-resource-association-check fms-shield-resource-policy-check
fms-webacl-resource-policy-check fms-webacl-rulegroup-association-check
fsx-last-backup-recovery-point-created fsx-lustre-copy-tags-to-backups
fsx-meets-restore-time-target fsx-ontap-deployment-type-check fsx-openzfs-copy-tags-enabled
fsx-openzfs-deployment-type-check fsx-resources-protected-by-backup-plan
fsx-windows-audit-log-configured fsx-windows-deployment-type-check
global-endpoint-event-replication-enabled glue-job-logging-enabled
glue-ml-transform-encrypted-at-rest glue-spark-job-supported-version
guardduty-ec2-protection-runtime-enabled guardduty-ecs-protection-runtime-enabled
guardduty-eks-protection-audit-enabled guardduty-eks-protection-runtime-enabled
guardduty-enabled-centralized guardduty-lambda-protection-enabled
guardduty-malware-protection-enabled guardduty-non-archived-findings
guardduty-rds-protection-enabled guardduty-runtime-monitoring-enabled
guardduty-s3-protection-enabled iam-customer-policy-blocked-kms-actions
iam-external-access-analyzer-enabled iam-group-has-users-check
iam-inline-policy-blocked-kms-actions iam-no-inline-policy-check
iam-oidc-provider-client-id-list-check iam-password-policy iam-policy-blacklisted-check
iam-policy-in-use iam-policy-no-statements-with-admin-access
iam-policy-no-statements-with-full-access iam-role-managed-policy-check
iam-root-access-key-check iam-server-certificate-expiration-check
iam-user-group-membership-check iam-user-mfa-enabled iam-user-no-policies-check
iam-user-unused-credentials-check imagebuilder-imagerecipe-ebs-volumes-encrypted
inspector-ec2-scan-enabled inspector-ecr-scan-enabled inspector-lambda-code-scan-enabled
inspector-lambda-standard-scan-enabled internet-gateway-authorized-vpc-only
iot-authorizer-token-signing-enabled iot-provisioning-template-jitp
ivs-channel-playback-authorization-enabled kinesis-firehose-delivery-stream-encrypted
kinesis-stream-backup-retention-check kinesis-stream-encrypted
kinesis-video-stream-minimum-data-retention kms-cmk-not-scheduled-for-deletion
kms-key-policy-no-public-access lambda-concurrency-check lambda-dlq-check
lambda-function-application-log-level-check lambda-function-log-format-json
lambda-function-public-access-prohibited lambda-function-settings-check
lambda-function-system-log-level-check lambda-function-xray-enabled lambda-inside-vpc
lambda-vpc-multi-az-check lightsail-bucket-allow-public-overrides-disabled
lightsail-bucket-object-versioning-enabled macie-auto-sensitive-data-discovery-check
macie-status-check mariadb-publish-logs-to-cloudwatch-logs mfa-enabled-for-iam-console-access
mq-active-broker-ldap-authentication mq-active-deployment-mode
mq-active-single-instance-broker-storage-type-efs mq-auto-minor-version-upgrade-enabled
mq-automatic-minor-version-upgrade-enabled mq-broker-general-logging-enabled
mq-cloudwatch-audit-log-enabled mq-cloudwatch-audit-logging-enabled mq-no-public-access
mq-rabbit-deployment-mode msk-cluster-public-access-disabled
msk-connect-connector-logging-enabled msk-enhanced-monitoring-enabled
msk-in-cluster-node-require-tls msk-unrestricted-access-check multi-region-cloudtrail-enabled
nacl-no-unrestricted-ssh-rdp neptune-cluster-backup-retention-check
neptune-cluster-cloudwatch-log-export-enabled neptune-cluster-copy-tags-to-snapshot-enabled
neptune-cluster-deletion-protection-enabled neptune-cluster-encrypted
neptune-cluster-iam-database-authentication neptune-cluster-multi-az-enabled
neptune-cluster-snapshot-encrypted neptune-cluster-snapshot-iam-database-auth-enabled
neptune-cluster-snapshot-public-prohibited netfw-deletion-protection-enabled
netfw-logging-enabled netfw-multi-az-enabled netfw-policy-default-action-fragment-packets
netfw-policy-default-action-full-packets netfw-policy-rule-group-associated
netfw-stateless-rule-group-not-empty netfw-subnet-change-protection-enabled
nlb-cross-zone-load-balancing-enabled nlb-internal-scheme-check nlb-logging-enabled
no-unrestricted-route-to-igw opensearch-access-control-enabled opensearch-audit-logging-enabled
opensearch-data-node-fault-tolerance opensearch-encrypted-at-rest opensearch-https-required
opensearch-in-vpc-only opensearch-logs-to-cloudwatch opensearch-node-to-node-encryption-check
opensearch-primary-node-fault-tolerance opensearch-update-check
opensearchserverless-collection-standbyreplicas-enabled rabbit-mq-supported-version
rds-aurora-mysql-audit-logging-enabled rds-aurora-postgresql-logs-to-cloudwatch
rds-automatic-minor-version-upgrade-enabled rds-cluster-auto-minor-version-upgrade-enable
rds-cluster-backup-retention-check rds-cluster-default-admin-check
rds-cluster-deletion-protection-enabled rds-cluster-encrypted-at-rest
rds-cluster-iam-authentication-enabled rds-cluster-multi-az-enabled
rds-db-security-group-not-allowed rds-enhanced-monitoring-enabled
rds-global-cluster-aurora-mysql-supported-version rds-in-backup-plan
rds-instance-default-admin-check rds-instance-deletion-protection-enabled
rds-instance-iam-authentication-enabled rds-instance-public-access-check
rds-instance-subnet-igw-check rds-last-backup-recovery-point-created rds-logging-enabled
rds-mariadb-instance-encrypted-in-transit rds-meets-restore-time-target rds-multi-az-support
rds-mysql-cluster-copy-tags-to-snapshot-check rds-mysql-instance-encrypted-in-transit
rds-oracle-optiongroup-enhanced-monitoring-enabled rds-pgsql-cluster-copy-tags-to-snapshot-check
rds-postgres-instance-encrypted-in-transit rds-postgresql-logs-to-cloudwatch
rds-proxy-tls-encryption rds-resources-protected-by-backup-plan rds-snapshot-encrypted
rds-snapshots-public-prohibited rds-sql-server-logs-to-cloudwatch
rds-sqlserver-encrypted-in-transit rds-storage-encrypted redshift-audit-logging-enabled
redshift-backup-enabled redshift-cluster-configuration-check redshift-cluster-kms-enabled
redshift-cluster-maintenancesettings-check redshift-cluster-multi-az-enabled
redshift-cluster-public-access-check redshift-cluster-subnet-group-multi-az
redshift-default-admin-check redshift-default-db-name-check
redshift-enhanced-vpc-routing-enabled redshift-require-tls-ssl
redshift-serverless-default-admin-check redshift-serverless-default-db-name-check
redshift-serverless-namespace-cmk-encryption redshift-serverless-publish-logs-to-cloudwatch
redshift-serverless-workgroup-encrypted-in-transit
redshift-serverless-workgroup-no-public-access redshift-serverless-workgroup-routes-within-vpc
redshift-unrestricted-port-access required-tags restricted-common-ports restricted-ssh
root-account-hardware-mfa-enabled root-account-mfa-enabled route53-query-logging-enabled
rum-app-monitor-cloudwatch-logs-enabled s3-access-point-in-vpc-only
s3-access-point-public-access-blocks s3-account-level-public-access-blocks
s3-account-level-public-access-blocks-periodic s3-bucket-acl-prohibited
s3-bucket-blacklisted-actions-prohibited s3-bucket-cross-region-replication-enabled
s3-bucket-default-lock-enabled s3-bucket-level-public-access-prohibited
s3-bucket-logging-enabled s3-bucket-mfa-delete-enabled s3-bucket-policy-grantee-check
s3-bucket-policy-not-more-permissive s3-bucket-public-read-prohibited
s3-bucket-public-write-prohibited s3-bucket-replication-enabled
s3-bucket-server-side-encryption-enabled s3-bucket-ssl-requests-only
s3-bucket-versioning-enabled s3-default-encryption-kms
s3-directory-bucket-lifecycle-policy-rule-check s3-event-notifications-enabled
s3-last-backup-recovery-point-created s3-lifecycle-policy-check s3-meets-restore-time-target
s3-resources-in-logically-air-gapped-vault s3-resources-protected-by-backup-plan
s3-version-lifecycle-policy-check s3express-dir-bucket-lifecycle-rules-check
sagemaker-data-quality-job-encrypt-in-transit sagemaker-data-quality-job-isolation
sagemaker-domain-in-vpc sagemaker-endpoint-config-kms-key-required
sagemaker-endpoint-config-prod-instance-count
sagemaker-endpoint-configuration-kms-key-configured sagemaker-featuregroup-encryption-at-rest
sagemaker-featuregroup-online-store-encryption
sagemaker-inf-experiment-data-storage-kms-encrypted
sagemaker-inf-experiment-instance-storage-kms-encrypted
sagemaker-model-bias-job-encrypt-in-transit sagemaker-model-bias-job-isolation
sagemaker-model-explainability-job-encrypt-in-transit
sagemaker-model-explainability-job-network-isolation sagemaker-model-in-vpc
sagemaker-model-isolation-enabled sagemaker-model-multicontainer-private-registry
sagemaker-model-private-registry-required sagemaker-model-quality-job-definition-isolation
sagemaker-model-quality-job-encrypt-in-transit sagemaker-monitoring-schedule-isolation
sagemaker-monitoring-schedule-traffic-encryption sagemaker-notebook-instance-inside-vpc
sagemaker-notebook-instance-kms-key-configured sagemaker-notebook-instance-platform-version
sagemaker-notebook-instance-root-access-check
sagemaker-notebook-instance-storage-vol-kms-encrypted
sagemaker-notebook-no-direct-internet-access secretsmanager-rotation-enabled-check
secretsmanager-scheduled-rotation-success-check secretsmanager-secret-periodic-rotation
secretsmanager-secret-unused secretsmanager-using-cmk security-account-information-provided
securityhub-enabled service-catalog-shared-within-organization service-vpc-endpoint-enabled
ses-malware-scanning-enabled ses-sending-tls-required shield-advanced-enabled-autorenew
shield-drt-access sns-encrypted-kms sns-topic-message-delivery-notification-enabled
sns-topic-no-public-access sqs-queue-dlq-check sqs-queue-no-public-access
sqs-queue-policy-full-access-check ssm-automation-block-public-sharing
ssm-automation-logging-enabled ssm-document-not-public
step-functions-state-machine-logging-enabled storagegateway-last-backup-recovery-point-created
storagegateway-resources-in-logically-air-gapped-vault
storagegateway-resources-protected-by-backup-plan subnet-auto-assign-public-ip-disabled
transfer-connector-as2-encryption-algorithm-check
transfer-connector-as2-mdn-signing-algorithm-check
transfer-connector-as2-signing-algorithm-check transfer-connector-logging-enabled
transfer-family-server-no-ftp virtualmachine-last-backup-recovery-point-created
virtualmachine-resources-in-logically-air-gapped-vault
virtualmachine-resources-protected-by-backup-plan vpc-default-security-group-closed
vpc-endpoint-enabled vpc-flow-logs-enabled vpc-network-acl-unused-check
vpc-peering-dns-resolution-check vpc-sg-open-only-to-authorized-ports
vpc-sg-port-restriction-check vpc-vpn-2-tunnels-up waf-classic-logging-enabled
waf-global-rule-not-empty waf-global-rulegroup-not-empty waf-global-webacl-not-empty
waf-regional-rule-not-empty waf-regional-rulegroup-not-empty waf-regional-webacl-not-empty
wafv2-logging-enabled wafv2-rulegroup-logging-enabled wafv2-rulegroup-not-empty
wafv2-webacl-not-empty workspaces-root-volume-encryption-enabled
workspaces-user-volume-encryption-enabled
"""
MANAGED_RULES: Final = frozenset(_NAMES.split())
