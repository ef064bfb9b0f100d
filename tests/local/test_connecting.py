"""What is set on the deployed stacks because they are local."""

import json
from typing import Any

import pytest

from local.deploy.connect import connect_interactions, connect_slack
from local.stack_file import StackFile
from tests.builders.interactions import app_of
from tests.builders.slack import slack


class Kept:
    """An account of which nothing is known but what was put into its secret."""

    def __init__(self) -> None:
        self.value: dict[str, Any] = {}

    def client(self, _service: str) -> "Kept":
        return self

    def put_secret_value(self, *, SecretId: str, SecretString: str) -> None:  # noqa: N803 - AWS's
        self.value = {SecretId: json.loads(SecretString)}


def stack(slack_url: str, api_url: str, **functions: str) -> StackFile:
    return StackFile(
        endpoint="", region="", master_account="", agent_accounts=[], events_url="",
        api_url=api_url, slack_url=slack_url, tables={}, queues={}, functions=functions,
    )  # fmt: skip


def test_the_secret_has_what_a_webhook_and_what_a_bot_needs() -> None:
    account: Any = Kept()
    signing_secret = connect_slack(account, "arn", "http://127.0.0.1:4580")
    held = account.value["arn"]
    assert held["webhook_url"].startswith("http://127.0.0.1:4580/services/")
    assert held["bot_token"].startswith("xoxb-")
    assert held["api_url"] == "http://127.0.0.1:4580/api/"
    assert held["signing_secret"] == signing_secret
    assert len(signing_secret) == 32
    assert connect_slack(account, "arn", "http://127.0.0.1:4580") != signing_secret


@pytest.mark.parametrize("functions", [{"slack_interactions": "SlackInteractions"}, {}])
def test_the_local_slack_sends_presses_to_the_function_where_there_is_one(
    functions: dict[str, str],
) -> None:
    with slack() as stub, app_of(stub) as app:
        stub.workspace.interactions.configure({"url": "", "signing_secret": ""})
        url = f"http://127.0.0.1:{app.server_port}"
        connect_interactions(stack(stub.workspace.address, url, **functions), "signing-secret")
        sent = stub.workspace.interactions.send({"type": "block_actions"})
        assert sent.acknowledged == bool(functions)
        assert app.signed == [True] * len(functions)
