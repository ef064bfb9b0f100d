"""One local AWS for all end-to-end tests: the one that is up, or one of their own."""

from collections.abc import Iterator

import pytest

from local import up as local_aws
from local.progress import Progress
from tests.e2e.bots import Bot, running_bot
from tests.e2e.running import Running


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    if stack := local_aws.running():
        yield Running(stack)
        return
    try:
        yield Running(local_aws.up(Progress()))
    finally:
        local_aws.down()


@pytest.fixture(scope="session")
def bot() -> Iterator[Bot]:
    with running_bot() as stack:
        yield Bot(stack)
