"""What has shown a violation since it was planned what is told of it."""

from collections.abc import Sequence

from shared.domain.alert import Alert
from shared.domain.alert_sightings import with_sightings
from shared.domain.threads import LISTED
from shared.usecases.alert_desk import Desk


def look_at_sightings(alerts: Sequence[Alert], desk: Desk) -> list[Alert]:
    """Return alerts, those that a message names with what is known of them by now.

    Raises:
        StoreUnavailableError: the lives of the violations cannot be read.

    """
    named = alerts[:LISTED]
    lives = desk.lives.kept({alert.violation for alert in named})
    return [
        *(with_sightings(alert, lives[alert.violation].life) for alert in named),
        *alerts[LISTED:],
    ]
