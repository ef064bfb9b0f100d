"""What comparing accounts with AWS Config takes where nothing differs, which is nearly always.

AWS Config is the one that the local AWS plays: it has the results that were delivered, and answers
in pages of a hundred. The empty pages that it puts between them, so that tests meet some, are left
out; how many AWS has, and how long it lets somebody wait for a page, is not known here.
"""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
from moto.core.config import default_user_config as of_the_mock

from benchmarks.in_process import environment
from benchmarks.key_store.shelf import size_of
from benchmarks.metered.changes import Fleet
from benchmarks.metered.founding import A_DAY, check, spread
from benchmarks.metered.outcomes import expect
from benchmarks.metered.product import Product, product
from local.emulator.config_aggregator import api, query_answers, rule_compliance
from local.emulator.config_aggregator.pages import never
from shared.adapters.dynamodb_keys import ACCOUNTS
from tests.builders.config_source import config_client, everybody, happened
from tests.builders.lambda_context import FakeContext
from tests.builders.tables import TABLES, everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "Reconcile"
PLACES, RESOURCES = 2, 125  # with four results each: 500 states of an account
SECONDS = 840
_QUESTIONS = (
    "DescribeConfigurationAggregatorSourcesStatus",
    "DescribeAggregateComplianceByConfigRules",
    "GetAggregateComplianceDetailsByConfigRule",
    "SelectAggregateResourceConfig",
)
_TOLD = {"AGENT_REGIONS": "eu-central-1", "RECONCILE_HOURS": "24", "LOOK_UP_UNITS": "false"}


def comparing() -> dict[str, Any]:
    """Measure a run of all accounts, and a look of the schedule that finds that none is due."""
    with product() as made:
        fleet, begins = Fleet(PLACES), made.timeline.now
        bodies = fleet.founded(begins, RESOURCES)
        spread(made, bodies, timedelta(seconds=1), 20)
        made.timeline.now += A_DAY
        check(made, fleet)
        accounts = sorted({resource.account for resource in fleet.judged})
        with _asking_config(made, accounts) as invoke:
            happened(*map(json.loads, bodies))
            invoke({"force": True})  # the first run, which has more to do
            made.timeline.now += A_DAY
            compared, answer = _billed(made, lambda: invoke({"force": True}))
            report = answer["report"]
            expect("states that were compared", report["compared"], len(bodies))
            expect("events that were missed", report["missed"], 0)
            looked, _ = _billed(made, lambda: invoke({}))
        registry = everything(made.client, TABLES.config_compliance)
        registered = [size_of(item) for item in registry if item["pk"]["S"] == ACCOUNTS]
        return {
            "accounts": PLACES,
            "states": len(bodies),
            "run": compared,
            "look": looked,
            "registry_bytes": round(sum(registered) / PLACES),
        }


def _billed(made: Product, invoke: Callable[[], Any]) -> tuple[dict[str, Any], Any]:
    made.meter.bills.clear()
    answer = invoke()
    bill = made.meter.bills[NAME]
    return bill.figures() | {"pages": sum(bill.requests[name] for name in _QUESTIONS)}, answer


@contextlib.contextmanager
def _asking_config(made: Product, accounts: list[str]) -> Iterator[Callable[[Any], Any]]:
    """Let the function be invoked, with AWS Config in place of the mock's, which knows nothing."""
    queue = boto3.client("sqs").create_queue(QueueName="found")["QueueUrl"]
    told = {
        **_TOLD,
        "AGENT_ACCOUNTS": ",".join(accounts),
        "ORGANISATION_ID": "",
        "CONFIG_EVENTS_QUEUE_URL": queue,
    }
    answered, client_of = api.answer, boto3.client

    def answer(action: str, body: bytes) -> Any:
        with made.meter.elsewhere():
            return answered(action, body)

    with (
        environment(told),
        patch.dict(of_the_mock["core"], {"passthrough": {"urls": [], "services": ["config"]}}),
        patch.object(api, "answer", answer),
        patch.object(query_answers, "every_third", never),
        patch.object(rule_compliance, "every_third", never),
    ):
        config = config_client()
        everybody(config)

        def client(service: Any, **how: Any) -> Any:
            return config if service == "config" else client_of(service, **how)

        with patch.object(boto3, "client", client):
            # Only here: what they import reads the environment.
            from lambdas.reconcile import bootstrap, handler  # noqa: PLC0415

            def invoke(event: Any) -> Any:
                with made.meter.invoked(NAME):
                    return handler.handler(event, FakeContext(SECONDS))

            bootstrap.settings.cache_clear()
            bootstrap.desk.cache_clear()
            yield invoke
            bootstrap.settings.cache_clear()
            bootstrap.desk.cache_clear()
