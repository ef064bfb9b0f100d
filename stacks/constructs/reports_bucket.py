"""Where files for people lie: exports for a week, reports as long as history is kept."""

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from stacks.acknowledgements import acknowledge

EXPORTS, REPORTS = "exports/", "reports/"
EXPORTS_DAYS = 7


class ReportsBucket(Construct):
    """A private, encrypted bucket that is reached by TLS alone; all in it expires."""

    def __init__(self, scope: Construct, construct_id: str, *, retention_days: int) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            removal_policy=RemovalPolicy.RETAIN,
            lifecycle_rules=[
                s3.LifecycleRule(
                    prefix=EXPORTS,
                    expiration=Duration.days(EXPORTS_DAYS),
                    # No export is written for longer than a day.
                    abort_incomplete_multipart_upload_after=Duration.days(2),
                ),
                s3.LifecycleRule(prefix=REPORTS, expiration=Duration.days(retention_days)),
            ],
        )
        acknowledge(self, "S1", "copies of what the tables hold; CloudTrail sees who reads them")

    def grant_write_exports(self, function: lambda_.Function) -> None:
        """Let the function write files of exports, read them again, and see which are missing."""
        self._grant(function, EXPORTS, "s3:PutObject", "s3:GetObject")
        self._grant_list(function, EXPORTS)

    def grant_read_exports(self, function: lambda_.Function) -> None:
        """Let the function read files of exports, and sign links to them."""
        self._grant(function, EXPORTS, "s3:GetObject")

    def grant_write_reports(self, function: lambda_.Function) -> None:
        """Let the function write reports."""
        self._grant(function, REPORTS, "s3:PutObject")

    def grant_read_reports(self, function: lambda_.Function) -> None:
        """Let the function read reports, sign links to them, and know of one that it is gone."""
        self._grant(function, REPORTS, "s3:GetObject")
        self._grant_list(function, REPORTS)

    def _grant_list(self, function: lambda_.Function, prefix: str) -> None:
        """Let S3 say of a file that it is missing: without, it says that it may not be read."""
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["s3:ListBucket"],
                resources=[self.bucket.bucket_arn],
                conditions={"StringLike": {"s3:prefix": f"{prefix}*"}},
            )
        )

    def _grant(self, function: lambda_.Function, prefix: str, *actions: str) -> None:
        files = self.bucket.arn_for_objects(f"{prefix}*")
        function.add_to_role_policy(iam.PolicyStatement(actions=list(actions), resources=[files]))
        assert isinstance(function.role, Construct)  # noqa: S101 - every function has a role
        bucket_id = Stack.of(self).resolve(self.bucket.bucket_arn)["Fn::GetAtt"][0]
        acknowledge(
            function.role,
            f"IAM5[Resource::<{bucket_id}.Arn>/{prefix}*]",
            "each export and each report is a file of its own",
        )
