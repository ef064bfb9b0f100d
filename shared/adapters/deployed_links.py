"""What functions that write links are told by their environment, and what they make links with."""

from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from botocore.config import Config
from pydantic import BaseModel, ConfigDict, Field

from shared.adapters.message_links import MessageLinks
from shared.adapters.signing_key import signing_key

if TYPE_CHECKING:
    from shared.adapters.system_clock import SystemClock

# A message that is due does not wait for its link.
_CLIENT = Config(
    connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}
)


class LinkSettings(BaseModel):
    """Environment of links: the API that they lead to, the key that signs them, days."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    api_url: str = Field(alias="API_URL", min_length=8)
    link_key_arn: str = Field(alias="LINK_KEY_ARN", min_length=1)
    link_days: int = Field(alias="LINK_DAYS", gt=0)

    @property
    def links_last(self) -> timedelta:
        """How long a link can be followed."""
        return timedelta(days=self.link_days)


def message_links(told: LinkSettings, clock: "SystemClock") -> MessageLinks:
    """Return what makes the links of messages."""
    secrets = SecretsProvider(boto3_client=boto3.client("secretsmanager", config=_CLIENT))
    return MessageLinks(
        told.api_url, lambda: signing_key(secrets, told.link_key_arn), told.links_last, clock.now
    )
