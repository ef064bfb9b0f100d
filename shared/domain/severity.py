"""How bad a violation of a rule is."""

from enum import StrEnum


class Severity(StrEnum):
    """The four grades that a rule of the catalogue can have, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
