"""One request as the routes see it."""

from dataclasses import dataclass
from datetime import datetime

from lambdas.compliance_api.bootstrap import Services
from lambdas.compliance_api.http_messages import HttpRequest
from shared.domain.muting import ActiveMutes
from shared.domain.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Call[Request]:
    """A request that was understood: its parameters, what its caller may see, and the instant."""

    asked: Request
    visible: Visibility
    have: Services
    now: datetime
    request: HttpRequest

    def active_mutes(self) -> ActiveMutes:
        """Return the mutes that are active now.

        Raises:
            StoreUnavailableError: they could not be read now.

        """
        return ActiveMutes(self.have.mutes.active(self.now), self.now)
