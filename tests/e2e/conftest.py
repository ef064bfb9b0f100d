"""One local AWS for all end-to-end tests: the one that is up, or one of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local import up as local_aws
from local.progress import Progress
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)
