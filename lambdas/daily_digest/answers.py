"""What the function returns and logs: digests in numbers."""

from typing import Any

from shared.domain.digest import Digest
from shared.domain.period import Period
from shared.usecases.send_digests import Sent


def answer(period: Period, sent: list[Sent]) -> dict[str, Any]:
    """Return what became of each digest; of one that was sent before there are no numbers."""
    return {
        "kind": period.kind.value,
        "date": period.day.isoformat(),
        "digests": {each.audience.key: _outcome(each) for each in sent},
    }


def _outcome(sent: Sent) -> dict[str, Any]:
    if sent.digest is None:
        return {"sent": False, "reason": "it was sent before"}
    return {
        "sent": True,
        "report": sent.report is not None,
        **_numbers(sent.digest),
    }


def _numbers(digest: Digest) -> dict[str, Any]:
    score, report = digest.standing.score(), digest.found.reconciled.report
    changing = digest.found.changing
    return {
        "total": score.counts.total,
        "compliance_percentage": digest.percentage,
        "muted": digest.muted,
        "accounts": len(digest.accounts),
        "changes": changing.changes if changing else None,
        "not_heard_from": len(digest.silent),
        "reconciled": report.finished.isoformat() if report else None,
        "missed": report.missed if report else None,
        "left_alone": report.left_alone if report else None,
    }
