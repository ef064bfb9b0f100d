"""Where the queues are: in the outputs of the master's stack, on real AWS or on the local one."""

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from tools.dlq.problems import Problem, plainly, said
from tools.targets import STACK

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.client import CloudFormationClient
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_lambda.client import LambdaClient
    from mypy_boto3_sqs.client import SQSClient

_PATIENT = Config(
    connect_timeout=5,
    read_timeout=60,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=32,
)


class Kind(StrEnum):
    """What a queue's messages are about."""

    EVENTS = "events"
    ALERTS = "alerts"
    SCHEDULES = "schedules"
    INTERACTIONS = "interactions"


OUTPUTS = {
    Kind.EVENTS: "ConfigEventsDlqUrl",
    Kind.ALERTS: "AlertDeadLettersUrl",
    Kind.SCHEDULES: "ScheduleDeadLettersUrl",
    Kind.INTERACTIONS: "InteractionDeadLettersUrl",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which queue, and where; `queue_url` wins over the outputs of `stack`."""

    kind: Kind = Kind.EVENTS
    stack: str = STACK
    queue_url: str | None = None
    local: bool = False
    profile: str | None = None
    region: str | None = None


class Place:
    """A dead-letter queue, the clients to work on it with, and what belongs to it."""

    def __init__(self, wanted: Wanted) -> None:
        self.kind = wanted.kind
        self._wanted = wanted
        with plainly():
            self._client = _clients(wanted)
            self.sqs: SQSClient = self._client("sqs")
        self.url = wanted.queue_url or self._output(OUTPUTS[wanted.kind])

    @property
    def dynamodb(self) -> "DynamoDBClient":
        """A client of the tables."""
        return cast("DynamoDBClient", self._client("dynamodb"))

    @property
    def functions(self) -> "LambdaClient":
        """A client of the functions."""
        return cast("LambdaClient", self._client("lambda"))

    @property
    def notifications_table(self) -> str:
        """The table of notices."""
        return self._output("NotificationsTableName")

    @property
    def source_url(self) -> str:
        """The queue that the dead letters of events come from."""
        if self._wanted.queue_url is None:
            return self._output("ConfigEventsQueueUrl")
        with plainly():
            answer = self.sqs.list_dead_letter_source_queues(QueueUrl=self.url)
        sources = answer["queueUrls"]
        if len(sources) != 1:
            raise Problem(f"{len(sources) or 'no'} queues send what they give up to {self.url}")
        return sources[0]

    def _output(self, name: str) -> str:
        outputs = self._outputs()
        if name not in outputs:
            raise Problem(
                f"the stack {self._wanted.stack} has no output {name}: deploy it anew, or give"
                " --queue-url"
            )
        return outputs[name]

    def _outputs(self) -> dict[str, str]:
        client: CloudFormationClient = self._client("cloudformation")
        with plainly():
            try:
                [stack] = client.describe_stacks(StackName=self._wanted.stack)["Stacks"]
            except ClientError as error:
                if "does not exist" not in said(error):
                    raise
                raise Problem(
                    f"there is no stack {self._wanted.stack} in this account and region:"
                    " give --stack, --region or --profile"
                ) from error
        return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}


def _clients(wanted: Wanted) -> Any:
    """Return what makes a client of a service."""
    if not wanted.local:
        # The SDK for Python reads AWS_DEFAULT_REGION only; all other tools of AWS read this too.
        region = wanted.region or os.environ.get("AWS_REGION")
        session = boto3.Session(profile_name=wanted.profile, region_name=region)
        return lambda service: session.client(service, config=_PATIENT)
    from local.stack_file import StackFile  # noqa: PLC0415 - only who asks for it has it

    running = StackFile.read()
    if running is None:
        raise Problem("the local AWS is not up (`make up` starts it)")
    return lambda service: boto3.client(
        service,
        region_name=running.region,
        endpoint_url=running.endpoint,
        config=_PATIENT,
        aws_access_key_id=running.master_account,
        aws_secret_access_key="local",  # noqa: S106 - the local AWS takes any
    )
