"""One request as the routes see it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from lambdas.compliance_api.bootstrap import Services
from shared.domain.muting import ActiveMutes
from shared.domain.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Call[Request]:
    """A request that was understood: its parameters, what its caller may see, and the instant.

    `path` holds the parameters that stand in the path.
    """

    asked: Request
    visible: Visibility
    have: Services
    now: datetime
    event: APIGatewayProxyEventV2
    path: dict[str, Any] = field(default_factory=dict[str, Any])

    def active_mutes(self) -> ActiveMutes:
        """Return the mutes that are active now.

        Raises:
            StoreUnavailableError: they could not be read now.

        """
        return ActiveMutes(self.have.mutes.active(self.now), self.now)
