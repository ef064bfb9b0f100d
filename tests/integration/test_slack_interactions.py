"""The function: buttons of a real message, pressed in the local Slack, and requests of others."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas.slack_interactions import bootstrap
from lambdas.slack_interactions.handler import handler
from local.slack import acting
from local.slack.record import Received, read_faults
from local.slack.server import SlackStub
from shared.adapters import secrets_slack
from shared.adapters.dynamodb_mutes import DynamoDbMutes
from shared.adapters.dynamodb_threads import DynamoDbThreads
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.lambda_errands import LambdaErrands, write_errand
from shared.adapters.slack_buttons import SlackButtons
from shared.domain.delivery import Delivered
from shared.domain.mutes import Mute, MuteOrigin
from shared.domain.thread_keys import ThreadKey, group_of
from shared.domain.threads import Thread, posted
from shared.ports.errors import StoreUnavailableError
from tests.builders.interaction_endpoint import endpoint_of, interaction_event
from tests.builders.lambda_context import FakeContext
from tests.builders.notices import opened
from tests.builders.presses import SECRET, body, pressed, signed
from tests.builders.slack import CHANNEL, bot_channel, slack
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.recorded_conversation import KeptErrands

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ENVIRONMENT = {
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "SLACK_SECRET_ARN": "slack",
    "SLACK_SECRET_SECONDS": "300",
    "API_URL": "https://api.example",
    "LINK_KEY_ARN": "links",
    "LINK_DAYS": "7",
    "SLACK_CHANNEL": CHANNEL,
    "SLACK_MESSAGE_INTERVAL_SECONDS": "0",
    "SLACK_MUTERS": "*",
    "MOST_MUTE_DAYS": "90",
    "RETENTION_DAYS": "90",
}
ADA, GRACE = "U000ADA", "U000GRACE"
BODY = body(pressed("acknowledge"))


@dataclass
class World:
    """A message of a thread in Slack, and the function that answers its buttons."""

    stub: SlackStub
    dynamodb: "DynamoDBClient"
    errands: KeptErrands
    answers: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def call(self, event: dict[str, Any]) -> dict[str, Any]:
        self.answers.append(handler(event, FakeContext()))
        return self.answers[-1]

    def ask(self, content: bytes, age: float = 0, secret: str = SECRET) -> dict[str, Any]:
        request = signed(content, datetime.now(UTC) - timedelta(seconds=age), secret)
        return self.call(interaction_event(content, request.timestamp, request.signature))

    def finish(self) -> None:
        """Run what was handed over, as Lambda does after the answer."""
        while self.errands.errands:
            handler(
                json.loads(json.dumps(write_errand(self.errands.errands.pop(0)))), FakeContext()
            )

    def tell(self, resources: int = 1) -> Thread:
        threads = self.threads
        alerts = [opened(number, f"bucket-{number}") for number in range(resources)]
        now = datetime.now(UTC)
        thread = threads.join(group_of(alerts[0]), alerts, now)
        message = JinjaMessages(buttons=SlackButtons((1, 7, 30))).thread(thread)
        told = bot_channel(self.stub).post(message)
        assert isinstance(told, Delivered)
        threads.change(thread.key, lambda it: posted(it, told.reference, it.changes, now))
        return thread

    @property
    def threads(self) -> DynamoDbThreads:
        return DynamoDbThreads(self.dynamodb, TABLES.notifications, TABLES.retention)

    @property
    def mutes(self) -> list[Mute]:
        kept = DynamoDbMutes(self.dynamodb, TABLES.notifications, TABLES.retention)
        return list(kept.active(datetime.now(UTC)))

    def parent(self) -> Received:
        return self.stub.record.messages()[0]

    def press(self, act: str, value: str | None = None, user: str = ADA) -> dict[str, Any]:
        on = self.parent()
        assert isinstance(on.payload, dict)
        [number] = [n for n, block in enumerate(on.payload["blocks"]) if block["type"] == "actions"]
        content = {
            "user": user, "channel": on.channel, "ts": on.ts,
            "block_id": f"b{number}", "action_id": act, "value": value,
        }  # fmt: skip
        told: dict[str, Any] = json.loads(acting.press(content, self.stub.workspace).body)
        self.finish()
        return told

    def submit(self, reason: str, covers: str = "resource", days: str = "7") -> dict[str, Any]:
        [view] = self.stub.workspace.views.all()
        values = {
            "reason": {"reason": {"type": "plain_text_input", "value": reason}},
            "covers": {"covers": {"selected_option": {"value": covers}}},
            "days": {"days": {"selected_option": {"value": days}}},
        }
        content = {"user": view.user, "view_id": view.id, "values": values}
        told: dict[str, Any] = json.loads(acting.submit(content, self.stub.workspace).body)
        self.finish()
        return told

    def whispered(self, user: str = ADA) -> list[str]:
        messages = self.stub.record.messages()
        return [m.payload["text"] for m in messages if m.user == user]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    errands = KeptErrands()
    monkeypatch.setattr(bootstrap, "LambdaErrands", lambda _client, _function: errands)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    forget()
    with slack() as stub, mocked_tables() as dynamodb:
        made = World(stub, dynamodb, errands)
        keep_secret(stub, signing_secret=SECRET)
        with endpoint_of(made.call) as url:
            stub.workspace.interactions.configure({"url": url, "signing_secret": SECRET})
            yield made
    forget()


def keep_secret(stub: SlackStub, *, forgetting: bool = True, **more: str) -> None:
    held = {"bot_token": "xoxb-hidden", "api_url": f"{stub.workspace.address}/api/", **more}
    client = boto3.client("secretsmanager")
    try:
        client.create_secret(Name="slack", SecretString=json.dumps(held))
    except ClientError:
        client.put_secret_value(SecretId="slack", SecretString=json.dumps(held))
    if forgetting:
        bootstrap.credentials.cache_clear()


def forget() -> None:
    for made in (bootstrap.settings, bootstrap.reception, bootstrap.errands, bootstrap.clock):
        made.cache_clear()
    bootstrap.messages.cache_clear()
    bootstrap.credentials.cache_clear()


def metrics_of(text: str) -> dict[str, float]:
    """Return what was counted, out of what a function writes."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        counted = json.loads(line) if line.startswith("{") else {}
        for name, value in counted.items():
            if isinstance(value, list) and "_aws" in counted:
                found[name] = found.get(name, 0) + sum(value)
    return found


def test_a_pressed_button_is_answered_and_the_thread_says_who_pressed(world: World) -> None:
    world.tell()
    told = world.press("acknowledge")
    assert (told["ok"], told["status"]) == (True, 200)
    parent, answer = world.stub.record.messages()
    assert "Acknowledged by ada" in parent.payload["text"]
    assert answer.thread_ts == parent.ts
    assert "Acknowledged by ada" in answer.payload["text"]
    buttons = json.dumps(parent.payload["blocks"])
    assert "acknowledge" not in buttons
    assert "assign-to-me" in buttons


def test_who_comes_second_is_told_alone_who_was_first(world: World) -> None:
    world.tell()
    first = world.parent().payload
    world.press("acknowledge")
    world.stub.record.edit(world.parent(), first)  # what Grace still sees when she presses
    world.press("acknowledge", user=GRACE)
    assert world.whispered(GRACE) == ["ada had taken this on before you."]
    assert world.whispered() == []


def test_what_is_assigned_says_to_whom(world: World) -> None:
    world.tell(3)
    world.press("assign-to-me", user=GRACE)
    assert "Assigned to grace" in world.parent().payload["text"]


def test_the_steps_are_shown_to_whoever_asks(world: World) -> None:
    world.tell()
    world.press("steps-to-fix")
    [view] = world.stub.workspace.views.all()
    assert view.user == ADA
    assert "What to do" in json.dumps(view.view)
    assert "docs.aws.amazon.com" in json.dumps(view.view)


def test_a_mute_is_asked_for_made_and_confirmed(world: World) -> None:
    thread = world.tell()
    world.press("mute", "7")
    assert world.submit("the migration ends on Friday")["ok"]
    assert not world.stub.workspace.views.all()
    [mute] = world.mutes
    assert (mute.origin, mute.owner) == (MuteOrigin.SLACK, "ada (Slack user U000ADA)")
    assert mute.selector.resource_id == "bucket-0"
    assert mute.selector.account == thread.key.account
    assert timedelta(days=6.9) < mute.until - datetime.now(UTC) < timedelta(days=7)
    [said] = world.whispered()
    assert mute.id in said


def test_what_is_wrong_with_a_form_is_said_in_it_and_it_stays(world: World) -> None:
    world.tell()
    world.press("mute", "1")
    told = world.submit("short")
    assert told["errors"] == {"reason": "The reason must have 10 to 1,000 characters."}
    assert world.stub.workspace.views.all()
    assert world.submit("long enough now", covers="rule")["ok"]
    [mute] = world.mutes
    assert mute.selector.resource_id is None


def test_a_message_on_many_resources_mutes_the_rule_in_the_account(world: World) -> None:
    world.tell(3)
    world.press("mute", "30")
    [view] = world.stub.workspace.views.all()
    assert "covers" not in [block.get("block_id") for block in view.view["blocks"]]
    world.submit("the migration ends on Friday", days="30")
    [mute] = world.mutes
    assert mute.selector.rule_name == "s3-bucket-public-read-prohibited"
    assert mute.selector.resource_id is None


def test_who_is_not_in_the_group_of_the_muters_is_told_whom_to_ask(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_MUTERS", "S000ONCALL")
    forget()
    world.tell()
    world.press("mute", "7", GRACE)
    assert "S000ONCALL" in world.whispered(GRACE)[0]
    assert not world.stub.workspace.views.all()
    world.press("mute", "7", ADA)
    assert world.submit("the migration ends on Friday")["ok"]
    assert world.mutes


@contextmanager
def silence() -> Iterator[str]:
    """Yield the address of somebody who takes requests and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def timed(world: World, content: bytes) -> tuple[int, float]:
    """Return what a request is answered, and after how many seconds."""
    began = monotonic()
    status = world.ask(content)["statusCode"]
    return status, monotonic() - began


def test_the_form_is_opened_in_time_however_slow_the_groups_of_the_muters_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [f"S000GONE{number}" for number in range(8)]
    monkeypatch.setenv("SLACK_MUTERS", ",".join(groups))
    forget()
    world.tell()
    world.stub.record.set_faults(read_faults([{"delay": 1.4}] * 9))
    began = monotonic()
    world.press("mute", "7")
    assert monotonic() - began < 3
    assert world.stub.workspace.views.all(), "it is asked again who may when the form comes"


@pytest.mark.parametrize("service", ["DYNAMODB", "SECRETS_MANAGER", "LAMBDA"])
def test_who_presses_hears_within_three_seconds_that_something_of_aws_does_not_answer(
    world: World, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    monkeypatch.setattr(bootstrap, "LambdaErrands", LambdaErrands)
    with silence() as address:
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", address)
        forget()
        status, seconds = timed(world, BODY)
    assert status == 503
    assert seconds < 3


def test_a_link_is_answered_and_does_nothing(world: World) -> None:
    link = pressed("Xa1") | {
        "actions": [{"type": "button", "action_id": "Xa1", "url": "https://x"}]
    }
    assert world.ask(body(link))["statusCode"] == 200
    assert not world.errands.errands


def test_a_button_that_nobody_knows_is_answered_kindly(world: World) -> None:
    world.tell()
    unknown = pressed("of-an-earlier-release")
    unknown["container"] |= {"message_ts": world.parent().ts}
    assert world.ask(body(unknown))["statusCode"] == 200
    world.finish()
    assert "another release" in world.whispered()[0]


@pytest.mark.parametrize("encoded", [True, False])
def test_what_is_signed_is_believed_however_api_gateway_hands_the_body_over(
    world: World, *, encoded: bool
) -> None:
    request = signed(BODY, datetime.now(UTC))
    event = interaction_event(BODY, request.timestamp, request.signature, encoded=encoded)
    assert world.call(event)["statusCode"] == 200
    assert len(world.errands.errands) == 1


def test_a_request_that_comes_again_is_refused(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    request = signed(BODY, datetime.now(UTC))
    event = interaction_event(BODY, request.timestamp, request.signature)
    assert [world.call(event)["statusCode"] for _ in range(3)] == [200, 401, 401]
    assert len(world.errands.errands) == 1
    counted = metrics_of(capsys.readouterr().out)
    assert counted["InteractionsTaken"] == 1
    assert counted["InteractionsRefused"] == counted["InteractionsRefusedReplayed"] == 2
    [item] = [
        item
        for item in everything(world.dynamodb, TABLES.notifications)
        if item["pk"].get("S", "")[:5] == "SEEN#"
    ]
    kept = int(item["expires_at"]["N"]) - datetime.now(UTC).timestamp()
    assert 500 < kept <= 600


@pytest.mark.parametrize(
    ("age", "secret", "metric"),
    [
        (0, "another", "Forged"),
        (301, SECRET, "Stale"),
        (-302, SECRET, "Early"),
    ],
)
def test_what_is_not_of_slack_or_not_of_now_is_refused_counted_and_told_nothing(
    world: World,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    age: float,
    secret: str,
    metric: str,
) -> None:
    answer = world.ask(BODY, age, secret)
    assert answer["statusCode"] == 401
    assert answer["headers"]["content-type"] == "application/problem+json"
    problem = json.loads(answer["body"])
    assert (problem["title"], problem["detail"]) == ("Unauthorized", "This request is refused.")
    assert not world.errands.errands
    assert not everything(world.dynamodb, TABLES.notifications), (
        "whoever forges makes us write nothing"
    )
    written = capsys.readouterr().out
    counted = metrics_of(written)
    assert SECRET not in caplog.text
    assert counted["InteractionsRefused"] == counted[f"InteractionsRefused{metric}"] == 1
    assert SECRET not in written


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp", "headers"])
def test_a_request_that_is_not_signed_is_refused(world: World, missing: str) -> None:
    request = signed(BODY, datetime.now(UTC))
    event = interaction_event(BODY, request.timestamp, request.signature)
    event.pop(missing, None)
    event.get("headers", {}).pop(missing, None)
    assert world.call(event)["statusCode"] == 401


@pytest.mark.parametrize("content", ["not base64!", "ab=", None])
def test_a_body_that_is_none_is_forged(world: World, content: str | None) -> None:
    request = signed(BODY, datetime.now(UTC))
    event = interaction_event(BODY, request.timestamp, request.signature) | {"body": content}
    assert world.call(event)["statusCode"] == 401


def test_without_a_signing_secret_everything_is_refused_and_one_line_says_why(
    world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    keep_secret(world.stub)
    forget()
    assert world.ask(BODY, secret="")["statusCode"] == 401
    [line] = caplog.records
    assert line.levelname == "ERROR"
    assert "holds no signing_secret" in line.getMessage()
    assert line.exc_info is None
    assert metrics_of(capsys.readouterr().out)["InteractionsRefusedUnverifiable"] == 1


def test_without_a_token_a_press_is_kept_and_one_line_says_what_to_put_where(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    assert world.ask(BODY)["statusCode"] == 200
    keep_secret(world.stub, bot_token="")
    caplog.clear()
    world.finish()
    [line] = [record for record in caplog.records if record.name == "tests"]
    assert line.getMessage().endswith(
        'it has to hold {"bot_token": "xoxb-...", "signing_secret": "..."}'
    )


def test_a_renewed_signing_secret_is_believed_at_once_and_from_then_on_the_old_one_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets_slack, "ASKED_AT_MOST_EVERY", timedelta())
    assert world.ask(BODY)["statusCode"] == 200
    keep_secret(world.stub, signing_secret="renewed", forgetting=False)
    assert world.ask(body(pressed("steps")), secret="renewed")["statusCode"] == 200
    assert world.ask(BODY)["statusCode"] == 401


def test_an_old_signing_secret_is_believed_until_the_secret_is_read_again(world: World) -> None:
    assert world.ask(BODY)["statusCode"] == 200
    keep_secret(world.stub, signing_secret="renewed", forgetting=False)
    assert world.ask(body(pressed("steps")))["statusCode"] == 200
    keep_secret(world.stub, signing_secret="renewed")  # as it is when its time is over
    assert world.ask(BODY)["statusCode"] == 401


def test_what_cannot_be_handed_over_is_not_said_to_be_taken(world: World) -> None:
    world.tell()
    world.errands.broken = True
    assert world.press("acknowledge")["status"] == 503
    world.errands.broken = False
    assert world.press("acknowledge")["status"] == 200


def test_a_secret_that_cannot_be_read_now_is_no_forgery(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "lambdas.slack_interactions.receiving._signing_secret",
        lambda _: (_ for _ in ()).throw(StoreUnavailableError("throttled")),
    )
    assert world.ask(BODY)["statusCode"] == 503


def test_an_errand_that_fails_is_tried_again_by_lambda(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.ask(BODY)
    event = write_errand(world.errands.errands.pop())
    world.dynamodb.delete_table(TableName=TABLES.notifications)
    with pytest.raises(StoreUnavailableError):
        handler(event, FakeContext())
    assert metrics_of(capsys.readouterr().out)["ErrandsFailed"] == 1


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.binary()
    | st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(sorted(pressed("x"))), inner, max_size=4)
        ),
    ).map(body),
    st.booleans(),
)
def test_nothing_that_is_sent_makes_it_fail(world: World, content: bytes, believed: bool) -> None:  # noqa: FBT001 - hypothesis names it
    answer = world.ask(content, secret=SECRET if believed else "another")
    assert answer["statusCode"] in ({200, 401} if believed else {401})


def test_keys_of_threads_are_those_that_buttons_carry(world: World) -> None:
    thread = world.tell()
    assert thread.key == ThreadKey("default", "222222222222", "s3-bucket-public-read-prohibited", 1)
