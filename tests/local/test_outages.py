"""A service that is told to be out answers nobody, for as long as it was told to."""

import json
from typing import Any

import pytest

from local.emulator import routes
from local.emulator.outages import Outages, problems

SIGNED = "AWS4-HMAC-SHA256 Credential=111111111111/20261121/eu-central-1/{}/aws4_request, Signed"


def asking(service: str) -> list[tuple[bytes, bytes]]:
    return [(b"host", b"localhost"), (b"authorization", SIGNED.format(service).encode())]


def test_only_the_service_that_is_out_answers_nobody() -> None:
    outages = Outages()
    assert not outages.covers(asking("dynamodb"))
    outages.start("dynamodb", 60)
    assert outages.covers(asking("dynamodb"))
    assert not outages.covers(asking("sqs"))
    assert not outages.covers([(b"host", b"localhost")])
    assert not outages.covers([(b"authorization", b"Bearer of something else")])


def test_an_outage_ends() -> None:
    outages = Outages()
    outages.start("dynamodb", 60)
    outages.start("dynamodb", 0)
    assert not outages.covers(asking("dynamodb"))


def test_a_service_that_is_slow_answers_later_for_as_long_as_it_was_told_to() -> None:
    outages = Outages()
    assert outages.delay(asking("dynamodb")) == 0
    outages.start("dynamodb", 60, delay=4)
    assert not outages.covers(asking("dynamodb"))
    assert outages.delay(asking("dynamodb")) == 4
    assert outages.delay(asking("sqs")) == 0
    outages.start("dynamodb", 0)
    assert outages.delay(asking("dynamodb")) == 0
    outages.start("dynamodb", 60)
    assert outages.delay(asking("dynamodb")) == 0


@pytest.mark.parametrize(
    "body",
    [[], {}, {"service": "dynamodb"}, {"service": 1, "seconds": 1}]
    + [{"service": "sqs", "seconds": seconds} for seconds in (-1, 1e9, "30")]
    + [{"service": "sqs", "seconds": 1, "more": 1}]
    + [{"service": "sqs", "seconds": 1, "delay": delay} for delay in (-1, "4", None)],
)
def test_what_is_not_understood_is_refused(body: Any) -> None:
    assert problems(body)
    status, _ = routes.answer("POST", "/_local/outages", b"", json.dumps(body).encode())
    assert status == 400


def test_the_route_starts_an_outage() -> None:
    body = json.dumps({"service": "nothing-real", "seconds": 1}).encode()
    assert routes.answer("POST", "/_local/outages", b"", body)[0] == 200
