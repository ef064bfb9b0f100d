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
    (BUCKET, 40, (PUBLIC_READ, "s3-bucket-ssl-requests-only")),
    (VOLUME, 60, (ENCRYPTED,)),
    (GROUP, 14, (SSH,)),
    (USER, 16, ("iam-user-mfa-enabled",)),
    (DATABASE, 6, ("rds-storage-encrypted",)),
)
FIRST_EVALUATION = timedelta(hours=6)
OPENED = timedelta(hours=3, minutes=5)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """What happens: all first evaluations, those that turn into violations, those that do not.

    `muted` is a security group that turns into a violation while it is muted; `run` is part of
    what the resources are called.
    """

    everything: list[Evaluation]
    violations: list[Evaluation]
    calm: list[Evaluation]
    poison: Envelope
    muted: Evaluation
    run: str

    @property
    def bucket(self) -> Evaluation:
        """The bucket that becomes public."""
        return next(each for each in self.violations if each.rule == PUBLIC_READ)

    @property
    def volume(self) -> Evaluation:
        """One of the volumes that are not encrypted."""
        return next(each for each in self.violations if each.rule == ENCRYPTED)


def invent(now: datetime) -> Cast:
    """Invent both accounts' resources; all of them comply at first."""
    run = secrets.token_hex(2)
    everything = [
        Evaluation(rule=rule, resource=resource, status=COMPLIANT, at=now - FIRST_EVALUATION)
        for account in NAMES
        for resource, rules in _fleet(account, run)
        for rule in rules
    ]
    volumes = _of(everything, PAYMENTS, ENCRYPTED)
    return Cast(
        everything=everything,
        violations=list(_violations(everything, now)),
        calm=volumes[:12],
        poison=_poison(volumes[-1].then(NON_COMPLIANT, now)),
        muted=_of(everything, DATA, SSH)[0],
        run=run,
    )


def _violations(everything: list[Evaluation], now: datetime) -> Iterator[Evaluation]:
    reason = "The S3 bucket policy allows public read access."
    yield _of(everything, PAYMENTS, PUBLIC_READ)[0].then(NON_COMPLIANT, now - OPENED, reason)
    yield _of(everything, PAYMENTS, SSH)[0].then(NON_COMPLIANT, now - timedelta(minutes=12))
    for volume in _of(everything, DATA, ENCRYPTED)[:6]:
        yield volume.then(NON_COMPLIANT, now - timedelta(minutes=25))


def _of(everything: list[Evaluation], account: str, rule: str) -> list[Evaluation]:
    return [each for each in everything if (each.resource.account, each.rule) == (account, rule)]


def _poison(evaluation: Evaluation) -> Envelope:
    """Make an event that nobody can understand: it does not say when its result was recorded."""
    event = compliance_change(evaluation)
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
