"""What every test runs under: no real account, and properties tried the same way everywhere."""

import gc
import os

import pytest
from hypothesis import settings

import stacks  # noqa: F401 - says which Node the CDK starts, before anything imports the CDK

os.environ |= {
    "AWS_ACCESS_KEY_ID": "111111111111",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "POWERTOOLS_METRICS_NAMESPACE": "ConfigMonitoring",
    "POWERTOOLS_SERVICE_NAME": "tests",
}

# A slow machine is no failure, and a run that finds something finds it again.
settings.register_profile("project", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("project")


# Where .ci/end-to-end looks for tests on the local AWS: elsewhere nobody would run them.
END_TO_END = ("tests/e2e/", "tests/faults/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        uses = getattr(item, "fixturenames", ())
        if "running" in uses or item.get_closest_marker("bot"):
            if not item.nodeid.startswith(END_TO_END):
                raise pytest.UsageError(f"{item.nodeid} would not be run: see .ci/end-to-end")
            item.add_marker(pytest.mark.e2e)


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what was imported: it is there to the end."""
    gc.freeze()
