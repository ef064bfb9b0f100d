"""A fleet to which accounts come, region after region."""

from dataclasses import replace
from datetime import timedelta

from shared.domain.sources import Wanted
from tests.builders.fleet import (
    ONE,
    ORGANISATION,
    OTHER_REGION,
    REGION,
    THREE,
    TWO,
    Fleet,
    bucket,
)
from tests.builders.observations import C, N

SOON = timedelta(minutes=15)  # how often the function looks
BOTH = replace(ORGANISATION, regions=(REGION, OTHER_REGION))


def watched(wanted: Wanted = ORGANISATION) -> Fleet:
    """Return a fleet in which two accounts were compared long ago, and a third comes."""
    fleet = Fleet(wanted)
    for account in (ONE, TWO):
        fleet.becomes(bucket(account=account), C)
    fleet.reconcile()
    fleet.days_pass(0.5)
    return fleet


def comes(fleet: Fleet, account: str = THREE, region: str = REGION, *, lost: int = 2) -> None:
    """Let an account have three results, of which events tell of one, or of all."""
    for number in range(3):
        key = replace(bucket(f"b-{number}", account=account), region=region)
        fleet.becomes(key, N, 100 + number, lost=number > 2 - lost)
