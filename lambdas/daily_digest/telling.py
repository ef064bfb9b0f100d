"""What the log and the metrics say of digests that are sent."""

from collections.abc import Sequence
from datetime import timedelta

from aws_lambda_powertools.metrics import MetricUnit

from shared.domain.audience import ORGANISATION
from shared.domain.digest import Digest
from shared.domain.period import Kind, Period
from shared.domain.silence_norm import SilenceNorm
from shared.observability import logger, metrics
from shared.ports.errors import StoreUnavailableError
from shared.usecases.digest_desk import DigestDesk
from shared.usecases.judge_silences import unusual_silences
from shared.usecases.send_digests import Sent

# A digest that is sent again after a failure tells of what was kept at the first attempt.
_OF_NOW = timedelta(hours=12)


def count(period: Period, sent: Sequence[Sent], *, repeats: bool) -> None:
    """Count what was sent; silent accounts are those of the organisation, counted once.

    That of the day counts as sent also where it was sent before, by a run that did not live to say:
    but not for who only `repeats`, or the alarm on its absence would come so much later.
    """
    if not sent:
        return
    made = [each for each in sent if each.digest]
    _count("DigestsSent", len(made))
    _count("ReportsMissing", sum(each.report is None for each in made))
    whole = _of_organisation(sent)
    if whole and (whole.digest or not repeats):
        _count("DailyDigestsSent", period.kind is Kind.DAILY)
    if whole and whole.digest:
        _count("SilentAccounts", len(whole.digest.silent))
        if period.kind is Kind.DAILY:
            _measure_standing(whole.digest)


def _of_organisation(sent: Sequence[Sent]) -> Sent | None:
    return next((each for each in sent if each.audience == ORGANISATION), None)


def _measure_standing(digest: Digest) -> None:
    """Measure the score, where there is one, and what is open: of now, not of an asked-for day."""
    if digest.found.now - digest.standing.snapshot.taken_at > _OF_NOW:
        return
    if digest.percentage is not None:
        metrics.add_metric(name="ComplianceScore", unit=MetricUnit.Percent, value=digest.percentage)
    _count("OpenViolations", digest.still_open)


def count_unusual_silences(
    period: Period, sent: Sequence[Sent], retention: timedelta, desk: DigestDesk
) -> None:
    """Count and name the places that are silent beyond their norm, once a day.

    The digests are sent: what cannot be read now is counted tomorrow.
    """
    whole = _of_organisation(sent)
    digest = whole.digest if whole else None
    if digest is None or period.kind is not Kind.DAILY:
        return
    try:
        found = unusual_silences(
            digest.silent, digest.found.now, retention, desk.queries, desk.norms
        )
    except StoreUnavailableError:
        logger.exception("it is not known who is silent beyond the norm")
        return
    for each in found:
        logger.warning("a place is silent beyond its norm", extra=_described(each))
    _count("SilentBeyondNorm", len(found))


def _described(one: SilenceNorm) -> dict[str, object]:
    return {
        "account": one.place.account,
        "region": one.place.region,
        "silent_since": one.since.isoformat(),
        "norm_hours": round(one.norm / timedelta(hours=1)),
    }


def _count(name: str, value: int) -> None:
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=int(value))
