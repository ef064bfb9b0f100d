"""What is set on the deployed stacks because they are local, and in no template."""

from __future__ import annotations

import json
import secrets
import urllib.request
from typing import TYPE_CHECKING

from local.settings import QUEUE_VISIBILITY_SECONDS
from shared.endpoints import INTERACTIONS

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_lambda.type_defs import EnvironmentTypeDef
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

    from local.aws import Account
    from local.stack_file import StackFile

# Functions whose messages lead to the API.
_LINKING = {"daily_digest", "notify_violations", "slack_interactions"}
WEBHOOK_PATH = "/services/T000LOCAL/B000LOCAL/config-monitoring"


def connect_slack(account: Account, secret_arn: str, slack_url: str) -> str:
    """Put what proves us to the stub where an operator puts Slack's; return its signing secret.

    A webhook's and a bot's may stand beside each other, whichever is deployed.
    """
    client: SecretsManagerClient = account.client("secretsmanager")
    signing_secret = secrets.token_hex(16)
    value = {
        "webhook_url": f"{slack_url}{WEBHOOK_PATH}",
        "bot_token": "xoxb-local",
        "signing_secret": signing_secret,
        "api_url": f"{slack_url}/api/",
    }
    client.put_secret_value(SecretId=secret_arn, SecretString=json.dumps(value))
    return signing_secret


def connect_interactions(stack: StackFile, signing_secret: str) -> None:
    """Have the stub send what people press to the deployed function, if there is one."""
    if "slack_interactions" not in stack.functions:
        return
    content = {"url": f"{stack.api_url}{INTERACTIONS.path}", "signing_secret": signing_secret}
    request = urllib.request.Request(
        f"{stack.slack_url}/interactions", json.dumps(content).encode(), method="PUT"
    )
    with urllib.request.urlopen(request, timeout=10):
        pass


def connect_links(stack: StackFile, account: Account) -> None:
    """Let links in messages lead to the API where it is on this machine."""
    client: LambdaClient = account.client("lambda")
    for stem in _LINKING & stack.functions.keys():
        name = stack.functions[stem]
        variables = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        environment: EnvironmentTypeDef = {"Variables": {**variables, "API_URL": stack.api_url}}
        client.update_function_configuration(FunctionName=name, Environment=environment)


def warm(stack: StackFile, account: Account) -> None:
    """Start an instance of the function that the first event needs, and the first button.

    Slack waits three seconds for a button; on this machine a start can take longer.
    """
    client: LambdaClient = account.client("lambda")
    empty = json.dumps({"Records": []}).encode()
    for name in ("handle_config_events", "slack_interactions"):
        if name in stack.functions:
            client.invoke(FunctionName=stack.functions[name], Payload=empty)


def hasten_retries(account: Account, queue_url: str) -> None:
    """Let what an instance that died did not finish come again while a person still waits."""
    client: SQSClient = account.client("sqs")
    client.set_queue_attributes(
        QueueUrl=queue_url, Attributes={"VisibilityTimeout": str(QUEUE_VISIBILITY_SECONDS)}
    )
