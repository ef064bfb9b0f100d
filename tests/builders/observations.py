"""Observations with one word for what matters in a test."""

from datetime import UTC, datetime, timedelta

from shared.domain.observations import Evaluation, ItemChange, Origin, StateKey, Version

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
C, N = "COMPLIANT", "NON_COMPLIANT"


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def origin(
    event_id: str = "event-1",
    *,
    replayed: bool = False,
    detail_type: str = "Config Rules Compliance Change",
) -> Origin:
    return Origin(
        event_id,
        "aws.config",
        detail_type,
        "222222222222",
        "eu-central-1",
        replayed,
    )


def key(resource_id: str = "bucket-1", rule: str = "s3-bucket-public-read-prohibited") -> StateKey:
    return StateKey("222222222222", "eu-central-1", rule, "AWS::S3::Bucket", resource_id)


def result(
    minutes: float,
    status: str,
    old: str | None = None,
    *,
    of: StateKey | None = None,
    event_id: str | None = None,
    replayed: bool = False,
    annotation: str | None = None,
) -> Evaluation:
    event_id = event_id or f"event-{minutes}"
    return Evaluation(
        origin(event_id, replayed=replayed),
        of or key(),
        Version(at(minutes), at(minutes), event_id),
        status,
        old,
        annotation,
    )


def deletion(minutes: float, of: StateKey | None = None) -> ItemChange:
    gone = origin(f"deletion-{minutes}", detail_type="Config Configuration Item Change")
    return ItemChange(gone, (of or key()).resource, at(minutes), "ResourceDeleted", "DELETE")
