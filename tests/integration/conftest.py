"""What the tests of functions that post to Slack have in common."""

from collections.abc import Iterator

import pytest

from local.slack.server import SlackStub


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    server = SlackStub(0)
    server.start()
    yield server
    server.shutdown()
    server.server_close()
