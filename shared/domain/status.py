"""The results that AWS Config documents; any other is kept as the data that it is."""

from enum import StrEnum


class Status(StrEnum):
    """A compliance type of AWS Config (API reference, EvaluationResult)."""

    COMPLIANT = "COMPLIANT"
    NON_COMPLIANT = "NON_COMPLIANT"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


def known(status: str | None) -> Status | None:
    """Return the documented status, or None for an unknown value and for no state at all."""
    return Status.__members__.get(status) if status is not None else None
