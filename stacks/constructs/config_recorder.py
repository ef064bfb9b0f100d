"""AWS Config itself, for accounts in which nothing records yet."""

from dataclasses import dataclass
from typing import Literal

from aws_cdk import Stack
from aws_cdk import aws_config as config
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.recorder_bucket import CONFIG, RecorderBucket


@dataclass(frozen=True, kw_only=True)
class ConfigRecorderProps:
    """What is recorded, with which role, and how many days deliveries are kept."""

    records_global_resources: bool
    role: Literal["own", "service_linked"]
    bucket_days: int


class ConfigRecorder(Construct):
    """The recorder, its delivery channel and the bucket that the channel delivers to.

    Recorder and channel stand side by side: AWS starts the one when it sees the other, so that
    making the channel wait for the recorder would have each wait for the other. Both wait for the
    bucket with its policy: AWS Config tries to write when it is told of a bucket.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: ConfigRecorderProps) -> None:
        super().__init__(scope, construct_id)
        deliveries = RecorderBucket(self, "Bucket", days=props.bucket_days)
        role = _Role(self, "Role", deliveries=deliveries) if props.role == "own" else None
        self.recorder = config.CfnConfigurationRecorder(
            self,
            "Recorder",
            role_arn=role.arn if role else _service_linked_role(Stack.of(self)),
            recording_group=config.CfnConfigurationRecorder.RecordingGroupProperty(
                all_supported=True, include_global_resource_types=props.records_global_resources
            ),
        )
        self.channel = config.CfnDeliveryChannel(
            self, "Channel", s3_bucket_name=deliveries.bucket.bucket_name
        )
        for waits in (self.recorder, self.channel):
            waits.node.add_dependency(deliveries)
            if role:
                waits.node.add_dependency(role)


def _service_linked_role(stack: Stack) -> str:
    """Return the role that AWS makes for the service, one for an account: no stack can have it."""
    return stack.format_arn(
        service="iam",
        region="",
        resource="role",
        resource_name=f"aws-service-role/{CONFIG}/AWSServiceRoleForConfig",
    )


class _Role(Construct):
    """A role of this stack's own, without a name: a second region makes a second one."""

    def __init__(self, scope: Construct, construct_id: str, *, deliveries: RecorderBucket) -> None:
        super().__init__(scope, construct_id)
        bucket = deliveries.bucket
        policy = iam.ManagedPolicy.from_aws_managed_policy_name("service-role/AWS_ConfigRole")
        trusted = iam.ServicePrincipal(
            CONFIG,
            conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
        )
        role = iam.Role(self, "Default", assumed_by=trusted, managed_policies=[policy])
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["s3:GetBucketAcl", "s3:ListBucket"], resources=[bucket.bucket_arn]
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["s3:PutObject"],
                resources=[deliveries.deliveries],
                conditions={"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
            )
        )
        self.arn = role.role_arn
        bucket_id = Stack.of(self).resolve(bucket.bucket_arn)["Fn::GetAtt"][0]
        managed = "arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole"
        prefix = f"<{bucket_id}.Arn>/AWSLogs/<AWS::AccountId>/Config/*"
        acknowledge(
            self, f"IAM4[Policy::{managed}]", "AWS adds the types that Config records to it"
        )
        acknowledge(self, f"IAM5[Resource::{prefix}]", "the names of deliveries are AWS Config's")
