"""The bucket that AWS Config delivers to: history files and snapshots of configurations."""

from aws_cdk import Aws, Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from stacks.acknowledgements import acknowledge

# An upload that nobody finishes, and versions that are gone already, are of no use to anybody.
_LEFTOVERS = Duration.days(7)
CONFIG = "config.amazonaws.com"


class RecorderBucket(Construct):
    """Private, encrypted, TLS only; AWS Config may write to it for this account alone.

    It outlives its stack together with its policy: what it holds is evidence. It stays when the
    creation of its stack is rolled back too: AWS Config writes a file into it as soon as there is
    a delivery channel, and a bucket that is not empty cannot be deleted, of which the rollback
    would fail.
    """

    def __init__(self, scope: Construct, construct_id: str, *, days: int) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(
            self,
            "Default",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=Duration.days(days),
                    noncurrent_version_expiration=_LEFTOVERS,
                    abort_incomplete_multipart_upload_after=_LEFTOVERS,
                )
            ],
            removal_policy=RemovalPolicy.RETAIN,
        )
        self.deliveries = self.bucket.arn_for_objects(f"AWSLogs/{Aws.ACCOUNT_ID}/Config/*")
        for statement in self._config_may_deliver():
            self.bucket.add_to_resource_policy(statement)
        if self.bucket.policy:
            self.bucket.policy.apply_removal_policy(RemovalPolicy.RETAIN)
        acknowledge(self, "S1", "AWS Config alone writes here; CloudTrail sees who reads")

    def _config_may_deliver(self) -> list[iam.PolicyStatement]:
        """Return what AWS Config documents, and cannot deliver without by a service-linked role.

        Source: its developer guide, "Permissions for the Amazon S3 bucket for the AWS Config
        delivery channel".
        """
        account = Stack.of(self).account
        ours = {"StringEquals": {"aws:SourceAccount": account}}
        full_control = {"s3:x-amz-acl": "bucket-owner-full-control"}
        service = iam.ServicePrincipal(CONFIG)
        arn = self.bucket.bucket_arn
        return [
            iam.PolicyStatement(
                sid="AWSConfigBucketPermissionsCheck",
                principals=[service],
                actions=["s3:GetBucketAcl"],
                resources=[arn],
                conditions=ours,
            ),
            iam.PolicyStatement(
                sid="AWSConfigBucketExistenceCheck",
                principals=[service],
                actions=["s3:ListBucket"],
                resources=[arn],
                conditions=ours,
            ),
            iam.PolicyStatement(
                sid="AWSConfigBucketDelivery",
                principals=[service],
                actions=["s3:PutObject"],
                resources=[self.deliveries],
                conditions={"StringEquals": {**full_control, "aws:SourceAccount": account}},
            ),
        ]
