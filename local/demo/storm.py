"""A storm: a launch template that breaks hundreds of machines, and much else, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from local.demo.events import Evaluation, Resource
from local.demo.story import COMPLIANT, DATA, NON_COMPLIANT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MACHINE = "AWS::EC2::Instance"
METADATA = "ec2-imdsv2-check"
MACHINES = 300
# Twice as many as a channel gets in a minute (local-bot.toml), whenever the minute ends.
OTHERS = (
    ("cloudtrail-enabled", "AWS::::Account"),
    ("ebs-snapshot-block-public-access", "AWS::::Account"),
    ("ec2-launch-template-public-ip-disabled", "AWS::EC2::LaunchTemplate"),
    ("ec2-transit-gateway-auto-vpc-attach-disabled", "AWS::EC2::TransitGateway"),
    ("ecs-containers-nonprivileged", "AWS::ECS::TaskDefinition"),
    ("ecs-no-environment-secrets", "AWS::ECS::TaskDefinition"),
    ("efs-mount-target-public-accessible", "AWS::EFS::FileSystem"),
    ("eks-endpoint-no-public-access", "AWS::EKS::Cluster"),
    ("elasticsearch-in-vpc-only", "AWS::Elasticsearch::Domain"),
    ("iam-policy-no-statements-with-admin-access", "AWS::IAM::Policy"),
    ("internet-gateway-authorized-vpc-only", "AWS::EC2::InternetGateway"),
    ("kms-cmk-not-scheduled-for-deletion", "AWS::KMS::Key"),
    ("mq-no-public-access", "AWS::AmazonMQ::Broker"),
    ("msk-unrestricted-access-check", "AWS::MSK::Cluster"),
    ("nacl-no-unrestricted-ssh-rdp", "AWS::EC2::NetworkAcl"),
    ("no-unrestricted-route-to-igw", "AWS::EC2::RouteTable"),
    ("opensearch-in-vpc-only", "AWS::OpenSearch::Domain"),
    ("s3-bucket-blacklisted-actions-prohibited", "AWS::S3::Bucket"),
    ("sagemaker-notebook-no-direct-internet-access", "AWS::SageMaker::NotebookInstance"),
    ("sns-topic-no-public-access", "AWS::SNS::Topic"),
    ("sqs-queue-no-public-access", "AWS::SQS::Queue"),
)


def storm_of(run: str, now: datetime) -> list[Evaluation]:
    """Invent a storm of one run: machines under one rule, and one resource under each other rule.

    All of it complied an hour ago.
    """
    names = [f"i-0{run}{number:012x}" for number in range(MACHINES)]
    machines = [_broken(METADATA, MACHINE, name, now) for name in names]
    return [*machines, *_others(run, now)]


def _others(run: str, now: datetime) -> Iterator[Evaluation]:
    for rule, kind in OTHERS:
        name = kind.rpartition("::")[2].lower()
        yield _broken(rule, kind, f"{name}-{run}-{rule[:12]}", now)


def _broken(rule: str, kind: str, name: str, now: datetime) -> Evaluation:
    resource = Resource(account=DATA, kind=kind, name=name)
    before = Evaluation(rule=rule, resource=resource, status=COMPLIANT, at=now - timedelta(hours=1))
    return before.then(NON_COMPLIANT, now)
