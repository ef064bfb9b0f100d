from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from local.emulator.config_aggregator.aggregators import AGGREGATORS
from local.emulator.config_aggregator.authorisations import AUTHORISATIONS
from local.emulator.config_aggregator.knowledge import knowledge
from tests.builders.config_source import AGENT, MASTER, OTHER, config_client, everybody

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient


@pytest.fixture
def config() -> Iterator["ConfigServiceClient"]:
    """AWS Config that knows nothing yet, and an aggregator of all accounts and regions."""
    client = config_client()
    everybody(client)
    yield client
    AGGREGATORS.clear()
    AUTHORISATIONS.clear()
    with knowledge() as model:
        for account in (MASTER, AGENT, OTHER):
            model.forget(account)
