"""What happens in the two accounts. Every run invents its own resources."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from local.demo.events import Envelope, Evaluation, Resource, compliance_change
from local.settings import AGENT_ACCOUNTS

PAYMENTS, DATA = AGENT_ACCOUNTS
NAMES = {PAYMENTS: "payments-production", DATA: "data-platform"}

COMPLIANT, NON_COMPLIANT = "COMPLIANT", "NON_COMPLIANT"
BUCKET, VOLUME, GROUP, USER, DATABASE = (
    "AWS::S3::Bucket", "AWS::EC2::Volume", "AWS::EC2::SecurityGroup", "AWS::IAM::User",
    "AWS::RDS::DBInstance",
)  # fmt: skip
PUBLIC_READ, ENCRYPTED, SSH = (
    "s3-bucket-public-read-prohibited", "encrypted-volumes", "restricted-ssh",
)  # fmt: skip

# How many of each kind an account has, and the rules that judge them.
FLEET: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (BUCKET, 60, (PUBLIC_READ, "s3-bucket-ssl-requests-only")),
    (VOLUME, 60, (ENCRYPTED,)),
    (GROUP, 14, (SSH,)),
    (USER, 16, ("iam-user-mfa-enabled", "access-keys-rotated")),
    (DATABASE, 6, ("rds-storage-encrypted",)),
)
FIRST_EVALUATION = timedelta(hours=6)
OPENED = timedelta(hours=3, minutes=5)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The evaluations that the story is about, as they stand after the first evaluation."""

    everything: list[Evaluation]
    bucket: Evaluation
    port: Evaluation
    volumes: list[Evaluation]
    calm: list[Evaluation]


def invent(now: datetime) -> Cast:
    """Invent both accounts' resources; all of them comply at first."""
    run = secrets.token_hex(2)
    everything = [
        Evaluation(rule=rule, resource=resource, status=COMPLIANT, at=now - FIRST_EVALUATION)
        for account in NAMES
        for resource, rules in _fleet(account, run)
        for rule in rules
    ]
    payments = [each for each in everything if each.resource.account == PAYMENTS]
    data = [each for each in everything if each.resource.account == DATA]
    return Cast(
        everything=everything,
        bucket=next(each for each in payments if each.rule == PUBLIC_READ),
        port=next(each for each in payments if each.rule == SSH),
        volumes=[each for each in data if each.rule == ENCRYPTED][:6],
        calm=[each for each in payments if each.rule == ENCRYPTED][:20],
    )


def violations(cast: Cast, now: datetime) -> list[Evaluation]:
    """Return what goes wrong: a public bucket, an open port, six unencrypted volumes."""
    bucket = cast.bucket.then(
        NON_COMPLIANT, now - OPENED, "The S3 bucket policy allows public read access."
    )
    port = cast.port.then(NON_COMPLIANT, now - timedelta(minutes=12))
    volumes = [each.then(NON_COMPLIANT, now - timedelta(minutes=25)) for each in cast.volumes]
    return [bucket, port, *volumes]


def poison(cast: Cast, now: datetime) -> Envelope:
    """Return an event that nobody can understand: its result was never recorded."""
    event = compliance_change(cast.calm[0].then(NON_COMPLIANT, now))
    del event["detail"]["newEvaluationResult"]["resultRecordedTime"]
    return event


def _fleet(account: str, run: str) -> Iterator[tuple[Resource, tuple[str, ...]]]:
    for kind, count, rules in FLEET:
        for number in range(count):
            name = _name(kind, NAMES[account], run, number)
            yield Resource(account=account, kind=kind, name=name), rules


def _name(kind: str, owner: str, run: str, number: int) -> str:
    digits = f"{number:03}"
    match kind:
        case "AWS::S3::Bucket":
            topic = ("invoices", "exports", "logs", "backups", "reports")[number % 5]
            return f"{owner}-{topic}-{run}-{digits}"
        case "AWS::EC2::Volume":
            return f"vol-0{secrets.token_hex(8)}"
        case "AWS::EC2::SecurityGroup":
            return f"sg-0{secrets.token_hex(8)}"
        case "AWS::IAM::User":
            return f"AIDA{secrets.token_hex(8).upper()}{digits}"
        case _:
            return f"db-{owner}-{run}-{digits}"
