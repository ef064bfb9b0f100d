"""AWS Config itself, for accounts in which nothing records yet."""

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_config as config
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from stacks.acknowledgements import acknowledge


class ConfigRecorder(Construct):
    """The recorder, its delivery channel and the bucket that the channel delivers to.

    Recorder and channel stand side by side: AWS starts the one when it sees the other, so that
    making the channel wait for the recorder would have each wait for the other.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, records_global_resources: bool
    ) -> None:
        super().__init__(scope, construct_id)
        bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(365))],
            removal_policy=RemovalPolicy.RETAIN,
        )
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("config.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name("service-role/AWS_ConfigRole")
            ],
        )
        deliveries = bucket.arn_for_objects("AWSLogs/*")
        role.add_to_policy(
            iam.PolicyStatement(actions=["s3:GetBucketAcl"], resources=[bucket.bucket_arn])
        )
        role.add_to_policy(iam.PolicyStatement(actions=["s3:PutObject"], resources=[deliveries]))
        self.recorder = config.CfnConfigurationRecorder(
            self,
            "Recorder",
            role_arn=role.role_arn,
            recording_group=config.CfnConfigurationRecorder.RecordingGroupProperty(
                all_supported=True, include_global_resource_types=records_global_resources
            ),
        )
        self.channel = config.CfnDeliveryChannel(self, "Channel", s3_bucket_name=bucket.bucket_name)
        self.channel.node.add_dependency(bucket)
        self._acknowledge(bucket)

    def _acknowledge(self, bucket: s3.Bucket) -> None:
        stack = Stack.of(self)
        bucket_id = stack.resolve(bucket.bucket_arn)["Fn::GetAtt"][0]
        policy = "arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole"
        prefix = f"<{bucket_id}.Arn>/AWSLogs/*"
        acknowledge(self, "S1", "AWS Config alone writes here; CloudTrail sees who reads")
        acknowledge(self, f"IAM4[Policy::{policy}]", "AWS adds the types that Config records to it")
        acknowledge(self, f"IAM5[Resource::{prefix}]", "the names of deliveries are AWS Config's")
