"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from lambdas.notify_violations.settings import NotifyViolationsSettings
from lambdas.notify_violations.telling import measure_told
from shared.adapters.deployed_console import adopt_console
from shared.adapters.deployed_links import message_links
from shared.adapters.deployed_rules import adopt_rules
from shared.adapters.dynamodb_channel_names import remember_channels
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_hushes import DynamoDbHushes
from shared.adapters.dynamodb_known_rules import DynamoDbKnownRules
from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_mute_queries import DynamoDbMuteQueries
from shared.adapters.dynamodb_new_rules import DynamoDbNewRules
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.adapters.dynamodb_threads import DynamoDbThreads
from shared.adapters.dynamodb_waves import DynamoDbWaves
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.mutes_with_settings import MuteQueriesWithSettings
from shared.adapters.paged_open_states import PagedOpenStates
from shared.adapters.slack_alert_channel import slack_alert_channel
from shared.adapters.slack_buttons import SlackButtons
from shared.adapters.sqs_alert_dead_letters import SqsAlertDeadLetters
from shared.adapters.sqs_dead_letters import SqsDeadLetters
from shared.adapters.system_clock import SystemClock
from shared.deployment import deployment
from shared.domain.alert_policy import MEMBER as ALERTING
from shared.domain.alert_policy import read_policy
from shared.domain.mute_documents import mutes_of
from shared.domain.routing import Channel, read_channels, read_routing
from shared.domain.routing.document import MEMBER as ROUTING
from shared.usecases.alert_desk import Desk, Office
from shared.usecases.judge_mutes import MutingDesk
from shared.usecases.judge_violations import Judgement
from shared.usecases.plan_alerts import PlanningDesk

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

    from shared.ports.channel import AlertChannel

# What was posted has to be recorded, at once: that is worth more attempts than usual, and a
# connection that stays open while Slack answers.
_DYNAMODB = Config(
    connect_timeout=2,
    read_timeout=4,
    retries={"mode": "standard", "total_max_attempts": 6},
    tcp_keepalive=True,
)
# Partitions of open violations that are read side by side, where a mute is over.
_QUERIES_AT_ONCE = 8
_OTHERS = Config(connect_timeout=2, read_timeout=4)


@cache
def settings() -> NotifyViolationsSettings:
    """Return the settings; they are read, and refused, at the first invocation."""
    adopt_rules()
    adopt_console()
    return NotifyViolationsSettings.model_validate(dict(os.environ))


@cache
def office() -> Office:
    """Return what plans and tells: a desk for each channel."""
    told, members = settings(), deployment()
    clock, dynamodb = SystemClock(), boto3.client("dynamodb", config=_DYNAMODB)
    routing = read_routing(members.get(ROUTING))
    channels = read_channels(members.get(ROUTING))
    known = remember_channels(dynamodb, told.notifications_table, channels)
    outbox = DynamoDbOutbox(dynamodb, told.notifications_table, told.retention, known)
    planning = _planning(outbox, dynamodb)
    desks = {
        name: _desk(_channel(channel), planning, dynamodb) for name, channel in channels.items()
    }
    return Office(
        outbox=outbox,
        threads=DynamoDbThreads(dynamodb, told.notifications_table, told.retention),
        clock=clock,
        planning=planning,
        desks=desks,
        fallback=routing.fallback,
        window=told.window,
    )


def _planning(outbox: DynamoDbOutbox, dynamodb: "DynamoDBClient") -> PlanningDesk:
    from lambdas.notify_violations.routing import routing_desk  # noqa: PLC0415 - it needs this one

    told, members = settings(), deployment()
    return PlanningDesk(
        lives=DynamoDbLives(dynamodb, told.notifications_table, told.retention),
        mutes=MuteQueriesWithSettings(
            DynamoDbMuteQueries(dynamodb, told.notifications_table), mutes_of(members)
        ),
        judgement=Judgement(
            routing=read_routing(members.get(ROUTING)),
            policy=read_policy(members.get(ALERTING)),
            grouping_window=told.window,
            desk=routing_desk(),
            rules=DynamoDbKnownRules(dynamodb, told.config_compliance_table),
            new_rules=DynamoDbNewRules(
                dynamodb, told.config_compliance_table, told.notifications_table
            ),
            waves=DynamoDbWaves(dynamodb, told.notifications_table),
        ),
        hushes=DynamoDbHushes(dynamodb, told.notifications_table),
        open_states=PagedOpenStates(
            DynamoDbComplianceQueries(
                dynamodb,
                told.config_compliance_table,
                ThreadPoolExecutor(_QUERIES_AT_ONCE),
                SystemClock().now,
            )
        ),
        outbox=outbox,
    )


def _desk(channel: "AlertChannel", planning: PlanningDesk, dynamodb: "DynamoDBClient") -> Desk:
    told = settings()
    letters = SqsDeadLetters(boto3.client("sqs", config=_OTHERS), told.alert_dead_letters_url)
    return Desk(
        outbox=planning.outbox,
        lives=planning.lives,
        pacing=DynamoDbPacing(dynamodb, told.notifications_table),
        channel=channel,
        writer=messages(),
        dead_letters=SqsAlertDeadLetters(letters),
        clock=SystemClock(),
        policy=read_policy(deployment().get(ALERTING)),
        threads=DynamoDbThreads(dynamodb, told.notifications_table, told.retention),
        muting=MutingDesk(mutes=planning.mutes, tags=planning.judgement.desk.tags),
        told=partial(measure_told, planning.judgement.routing),
    )


@cache
def messages() -> JinjaMessages:
    """Return what writes messages, with what can be done about them."""
    return JinjaMessages(
        buttons=SlackButtons(settings().mute_days),
        links=message_links(settings(), SystemClock()),
    )


def _channel(channel: Channel) -> "AlertChannel":
    """Return the way to a channel: the deployment's own, another webhook, another of the bot."""
    target = settings().slack.of(channel.secret_name, channel.slack_channel)
    secrets = boto3.client("secretsmanager", config=_OTHERS)
    return slack_alert_channel(target, secrets, SystemClock())
